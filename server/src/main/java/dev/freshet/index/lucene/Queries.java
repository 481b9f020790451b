package dev.freshet.index.lucene;

import dev.freshet.core.Id;
import dev.freshet.index.SearchRequest;
import dev.freshet.index.SearchRequest.Alternative;
import dev.freshet.index.SearchRequest.Clause;
import dev.freshet.index.SearchRequest.TextQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/// Turns a search into Lucene's queries. Each term is looked up once for each field, and what the index does
/// not hold is left out: most words of a question stand in few of the fields.
final class Queries {
    /// How much the fields beside the best one add.
    private static final float TIE = 0.1f;

    /// Fine fields hold single characters and pairs of scripts without blanks, all from here on.
    private static final char FIRST_UNSPACED = '\u0E00';

    /// Boosts of contract §14.2.
    private static final List<Boost> FIELDS = List.of(
            new Boost(ChunkFields.TITLE, 10, false),
            new Boost(ChunkFields.TITLE_FINE, 5, true),
            new Boost(ChunkFields.KEYWORDS, 20, false),
            new Boost(ChunkFields.QUESTIONS, 20, false),
            new Boost(ChunkFields.CONTENT, 2, false),
            new Boost(ChunkFields.CONTENT_FINE, 1, true));

    private static final float WHOLE_KEYWORD_BOOST = 30;

    private final IndexSearcher searcher;
    private final Map<Term, TermStates> known = new HashMap<>();

    Queries(IndexSearcher searcher) {
        this.searcher = searcher;
    }

    /// What may be found at all.
    static Query filter(SearchRequest request) {
        BooleanQuery.Builder filter = new BooleanQuery.Builder();
        filter.add(new TermQuery(new Term(ChunkFields.AVAILABLE, ChunkFields.YES)), Occur.FILTER);
        filter.add(oneOf(ChunkFields.DATASET, request.datasets()), Occur.FILTER);
        if (!request.documents().isEmpty()) {
            filter.add(oneOf(ChunkFields.DOCUMENT, request.documents()), Occur.FILTER);
        }
        return filter.build();
    }

    /// The text, among what passes the filter.
    Query text(TextQuery text, Query filter) throws IOException {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        query.add(filter, Occur.FILTER);
        for (Clause clause : text.clauses()) {
            query.add(clause(clause), Occur.SHOULD);
        }
        int least = (int) Math.floor(text.minimumMatch() * text.clauses().size());
        query.setMinimumNumberShouldMatch(Math.max(1, least));
        return query.build();
    }

    private static Query oneOf(String field, Set<? extends Id> ids) {
        if (ids.size() == 1) {
            return new TermQuery(new Term(field, ids.iterator().next().value()));
        }
        return new TermInSetQuery(
                field, ids.stream().map(id -> new BytesRef(id.value())).toList());
    }

    private Query clause(Clause clause) throws IOException {
        List<Query> best = new ArrayList<>();
        for (Alternative alternative : clause.alternatives()) {
            addAlternative(alternative, best);
        }
        return best.isEmpty() ? MatchNoDocsQuery.INSTANCE : new DisjunctionMaxQuery(best, TIE);
    }

    private void addAlternative(Alternative alternative, List<Query> best) throws IOException {
        boolean unspaced = alternative.terms().getFirst().charAt(0) >= FIRST_UNSPACED;
        for (Boost field : FIELDS) {
            boolean indexed = unspaced || !field.fine();
            if (indexed && isKnown(field.name(), alternative.terms())) {
                best.add(boosted(match(field.name(), alternative), field.boost() * alternative.weight()));
            }
        }
        Term keyword = new Term(ChunkFields.KEYWORD_TEXTS, String.join(" ", alternative.terms()));
        if (states(keyword).docFreq() > 0) {
            best.add(boosted(new TermQuery(keyword, states(keyword)), WHOLE_KEYWORD_BOOST * alternative.weight()));
        }
    }

    private Query match(String field, Alternative alternative) throws IOException {
        List<String> terms = alternative.terms();
        if (terms.size() == 1) {
            Term term = new Term(field, terms.getFirst());
            return new TermQuery(term, states(term));
        }
        return new PhraseQuery(alternative.slop(), field, terms.toArray(String[]::new));
    }

    private boolean isKnown(String field, List<String> terms) throws IOException {
        for (String term : terms) {
            if (states(new Term(field, term)).docFreq() == 0) {
                return false;
            }
        }
        return true;
    }

    private TermStates states(Term term) throws IOException {
        TermStates states = known.get(term);
        if (states == null) {
            states = TermStates.build(searcher, term, true);
            known.put(term, states);
        }
        return states;
    }

    private static Query boosted(Query query, float boost) {
        return new BoostQuery(query, boost);
    }

    private record Boost(String name, float boost, boolean fine) {}
}
