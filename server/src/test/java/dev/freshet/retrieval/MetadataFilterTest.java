package dev.freshet.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.core.DocumentId;
import dev.freshet.retrieval.MetadataFilter.Condition;
import dev.freshet.retrieval.MetadataFilter.DocumentMetadata;
import dev.freshet.retrieval.MetadataFilter.Entry;
import dev.freshet.retrieval.MetadataFilter.Logic;
import dev.freshet.retrieval.MetadataFilter.Operator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Contract §6.5.
class MetadataFilterTest {
    private static final DocumentMetadata ANNE = document("anne", new Entry("author", List.of("Anne Bell")));
    private static final DocumentMetadata BOB =
            document("bob", new Entry("author", List.of("Bob", "Carl")), new Entry("year", List.of("2024")));
    private static final DocumentMetadata OLD =
            document("old", new Entry("year", List.of("999.5")), new Entry("note", List.of("")));
    private static final List<DocumentMetadata> ALL = List.of(ANNE, BOB, OLD);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "author | =            | anne bell           | anne",
                "author | is           | BOB                 | bob",
                "author | not is       | bob                 | anne bob",
                "author | ≠            | anne bell           | bob",
                "author | contains     | by Anne Bell, 2020  | anne",
                "author | contains     | anne                | ''",
                "author | in           | bob,dora            | bob",
                "author | not in       | anne bell           | bob",
                "author | not contains | bob carl            | anne",
                "author | start with   | ANN                 | anne",
                "author | end with     | arl                 | bob",
                "note   | empty        | ''                  | old",
                "author | not empty    | ''                  | anne bob",
                "year   | =            | 2024.0              | bob",
                "year   | >            | 1000                | bob",
                "year   | <            | 1000                | old",
                "year   | ≥            | 999.50              | bob old",
                "year   | ≤            | 2024                | bob old",
                "year   | >            | abc                 | ''",
                "author | >            | anne                | anne bob",
                "other  | not empty    | ''                  | ''",
            })
    void comparesAsTheContractSays(String key, String operator, String value, String documents) {
        Condition condition = new Condition(key, Operator.of(operator).orElseThrow(), value);
        Set<DocumentId> matching = MetadataFilter.matching(List.of(condition), Logic.AND, ALL);
        assertThat(String.join(" ", matching.stream().map(DocumentId::value).toList()))
                .isEqualTo(documents);
    }

    @Test
    void intersectsOrUnites() {
        Condition author = new Condition("author", Operator.NOT_EMPTY, "");
        Condition year = new Condition("year", Operator.NOT_EMPTY, "");
        assertThat(MetadataFilter.matching(List.of(author, year), Logic.AND, ALL))
                .containsExactly(BOB.document());
        assertThat(MetadataFilter.matching(List.of(author, year), Logic.OR, ALL))
                .containsExactly(ANNE.document(), BOB.document(), OLD.document());
    }

    @Test
    void endsWithNoneAtTheFirstEmptyIntermediate() {
        Condition never = new Condition("author", Operator.EQUAL, "nobody");
        Condition year = new Condition("year", Operator.NOT_EMPTY, "");
        assertThat(MetadataFilter.matching(List.of(never, year), Logic.OR, ALL)).isEmpty();
        assertThat(MetadataFilter.matching(List.of(), Logic.AND, ALL)).isEmpty();
    }

    @Test
    void knowsNoOtherOperators() {
        assertThat(Operator.of("like")).isEmpty();
    }

    private static DocumentMetadata document(String id, Entry... entries) {
        return new DocumentMetadata(new DocumentId(id), List.of(entries));
    }
}
