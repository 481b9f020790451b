package dev.freshet.answer;

import dev.freshet.core.AppException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns a log into the frames of one wire for one client. Called on the answer's loop only; each call
/// appends to the buffer what is to be sent in one write.
///
/// A writer keeps nothing between two calls: what a client has been sent stands in the position alone, so
/// that another writer can go on from there. Before each frame it tells the buffer the position behind that
/// frame ([FrameBuffer#at]), which becomes the event's id for clients that can resume.
public interface FrameWriter {

    /// Whether running frames wait until something has gathered, because each carries the whole text so far.
    boolean gathers();

    /// Frames for what has come since the last call.
    ///
    /// @param log the text so far
    /// @param since what the client has already been sent
    void running(FrameBuffer out, AnswerLog log, Position since);

    /// The last frames of an answer that was stored, the terminator included; the terminator alone when the
    /// stage of `since` is [Stage#FINAL].
    void finished(FrameBuffer out, AnswerLog log, Position since, CompletedAnswer completed);

    /// The frames of an answer that ended in an error, the terminator included; the terminator alone when the
    /// stage of `since` is [Stage#FINAL].
    void failed(FrameBuffer out, AnswerLog log, Position since, AppException error);

    /// What has to be kept of this writer so that the same frames can be made again, perhaps after a
    /// restart: text that its own wire reads. Empty for frames that cannot be made again.
    default String form() {
        return "";
    }

    /// The writer for an answer that was asked for by the same route with this [#form()].
    default FrameWriter again(String form) {
        return this;
    }

    /// What kind of frame a client was sent last.
    enum Stage {
        /// None, or one of the answer's text.
        ANSWER,
        /// One of the thinking: the mark that ends it is still to be sent.
        THINKING,
        /// The last frame before the terminator.
        FINAL,
        /// The terminator.
        END
    }

    /// How far a client has been sent an answer.
    ///
    /// As text it is the id of an event: `a120.t45.m2` for 120 bytes of the answer, 45 of the thinking and
    /// the marks up to the second, with parts that are zero left out (but `a0`) and `.thinking` behind it
    /// inside of the thinking; `final` behind the last frame; `end` behind the terminator.
    ///
    /// @param answer bytes of the answer
    /// @param thinking bytes of the thinking
    /// @param marks number of the last mark
    record Position(int answer, int thinking, int marks, Stage stage) {
        public static final Position START = new Position(0, 0, 0, Stage.ANSWER);
        private static final Pattern TEXT =
                Pattern.compile("a(\\d{1,9})(?:\\.t(\\d{1,9}))?(?:\\.m(\\d{1,9}))?(\\.thinking)?");

        /// The same with the answer sent up to a byte.
        public Position answerTo(int length) {
            return new Position(length, thinking, marks, Stage.ANSWER);
        }

        /// The same with the thinking sent up to a byte.
        public Position thinkingTo(int length) {
            return new Position(answer, length, marks, Stage.THINKING);
        }

        /// The same at another stage.
        public Position at(Stage other) {
            return new Position(answer, thinking, marks, other);
        }

        Position markedTo(int number) {
            return new Position(answer, thinking, number, stage);
        }

        /// The id of the event that brings a client here.
        public String text() {
            return switch (stage) {
                case FINAL -> "final";
                case END -> "end";
                case ANSWER -> offsets();
                case THINKING -> offsets() + ".thinking";
            };
        }

        private String offsets() {
            return "a" + answer + (thinking == 0 ? "" : ".t" + thinking) + (marks == 0 ? "" : ".m" + marks);
        }

        /// Reads an id; empty when it is none.
        public static Optional<Position> of(String text) {
            if (text.equals("final")) {
                return Optional.of(START.at(Stage.FINAL));
            }
            if (text.equals("end")) {
                return Optional.of(START.at(Stage.END));
            }
            Matcher matcher = TEXT.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            Stage stage = matcher.group(4) == null ? Stage.ANSWER : Stage.THINKING;
            return Optional.of(new Position(
                    Integer.parseInt(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3)), stage));
        }

        private static int number(@Nullable String digits) {
            return digits == null ? 0 : Integer.parseInt(digits);
        }
    }
}
