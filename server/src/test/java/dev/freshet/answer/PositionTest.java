package dev.freshet.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.answer.FrameWriter.Position;
import dev.freshet.answer.FrameWriter.Stage;
import org.junit.jupiter.api.Test;

class PositionTest {
    @Test
    void isReadBackFromTheIdThatItWrites() {
        for (int answer : new int[] {0, 7}) {
            for (int thinking : new int[] {0, 5}) {
                for (int marks : new int[] {0, 2}) {
                    for (Stage stage : new Stage[] {Stage.ANSWER, Stage.THINKING}) {
                        Position position = new Position(answer, thinking, marks, stage);
                        assertThat(Position.of(position.text())).contains(position);
                    }
                }
            }
        }
        assertThat(new Position(120, 45, 2, Stage.THINKING).text()).isEqualTo("a120.t45.m2.thinking");
        assertThat(Position.of("final").orElseThrow().stage()).isEqualTo(Stage.FINAL);
        assertThat(Position.of("end").orElseThrow().stage()).isEqualTo(Stage.END);
    }

    @Test
    void refusesWhatIsNoId() {
        for (String text : new String[] {"", "a", "7", "a-1", "a1.x2", "a99999999999", "a1 ", "END"}) {
            assertThat(Position.of(text)).as(text).isEmpty();
        }
    }
}
