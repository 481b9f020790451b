package dev.freshet.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonPatternTest {
    @Test
    void equalJsonFits() {
        assertThat(differences("{'a':[1,{'b':null}],'c':'x'}", "{'c':'x','a':[1.0,{'b':null}]}"))
                .isEmpty();
    }

    @Test
    void wildcardsFitTheirKindAlone() {
        String pattern = "{'a':'*','b':'*text','c':'*number','d':'*boolean','e':'*id','f':'*date','g':'*match:x.*'}";
        assertThat(differences(
                        pattern,
                        "{'a':null,'b':'t','c':2,'d':true,'e':'0123456789abcdef0123456789abcdef',"
                                + "'f':'Tue, 11 Mar 2025 13:37:23 GMT','g':'xyz'}"))
                .isEmpty();
        assertThat(differences(pattern, "{'a':1,'b':'','c':'2','d':0,'e':'12','f':'2025-03-11','g':'y'}"))
                .hasSize(6);
    }

    @Test
    void missingAndFurtherKeysAreDifferences() {
        assertThat(differences("{'a':1,'b':2}", "{'b':2,'c':3}")).hasSize(2);
        assertThat(differences("{'b':2,'...':0}", "{'b':2,'c':3}")).isEmpty();
    }

    @Test
    void listsHaveTheirLengthUnlessLeftOpen() {
        assertThat(differences("[1]", "[1,2]")).hasSize(1);
        assertThat(differences("[1,'...']", "[1,2]")).isEmpty();
        assertThat(differences("[1,'...']", "[]")).hasSize(1);
    }

    @Test
    void textThatIsNoJsonIsADifference() {
        assertThat(JsonPattern.differences("{}", "pong")).hasSize(1);
    }

    private static List<String> differences(String pattern, String actual) {
        return JsonPattern.differences(pattern.replace('\'', '"'), actual.replace('\'', '"'));
    }
}
