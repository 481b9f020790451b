package dev.freshet.index.lucene;

import dev.freshet.core.Vector;
import dev.freshet.index.SearchRequest;
import dev.freshet.index.SearchRequest.TextQuery;
import dev.freshet.index.SearchRequest.VectorQuery;
import dev.freshet.index.SearchResult;
import dev.freshet.index.SearchResult.Hit;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/// One search on one snapshot of the index.
///
/// Text and vector each bring their best; then every candidate gets its exact score from the other side too,
/// so that the fused order does not depend on which side found it.
final class HybridSearch {
    /// Neighbours beyond this many times the hits asked for, or this many, cannot reach the window unless the
    /// text finds them as well, and then they come by the text.
    private static final int NEAREST_FACTOR = 2;

    private static final int NEAREST_LEAST = 100;

    private static final Sort IN_READING_ORDER = new Sort(
            new SortField(ChunkFields.PAGE, SortField.Type.LONG),
            new SortField(ChunkFields.TOP, SortField.Type.LONG),
            new SortField(ChunkFields.CREATED, SortField.Type.LONG, true));

    private final IndexSearcher searcher;
    private final SearchRequest request;
    private final Query filter;
    private final int wanted;
    private final SortedMap<Integer, Candidate> candidates = new TreeMap<>();

    /// What is searched near by; null before it is known and for good when there is no vector.
    private @Nullable VectorQuery near;

    /// The text's query where it matches more chunks than were taken.
    private @Nullable Query further;

    HybridSearch(IndexSearcher searcher, SearchRequest request) {
        this.searcher = searcher;
        this.request = request;
        this.filter = Queries.filter(request);
        this.wanted = request.offset() + request.limit();
    }

    /// Runs text and vector search as asked.
    ///
    /// @param vector waits for the vector that the request comes with; the text is searched before
    SearchResult run(Supplier<@Nullable VectorQuery> vector) throws IOException {
        TextQuery text = request.text();
        if (text != null && !text.clauses().isEmpty()) {
            findByText(text);
        }
        near = vector.get();
        if (near != null) {
            findByVector(near);
            scoreOtherCandidates();
            measureCosines(near.vector());
        } else if (text == null) {
            list();
        }
        return hits();
    }

    private void list() throws IOException {
        ScoreDoc[] listed = searcher.search(filter, wanted, IN_READING_ORDER).scoreDocs;
        for (int i = 0; i < listed.length; i++) {
            candidate(listed[i].doc).text = (double) listed.length - i;
        }
    }

    private void findByVector(VectorQuery query) throws IOException {
        int nearest = Math.min(query.nearest(), Math.max(NEAREST_LEAST, NEAREST_FACTOR * wanted));
        for (ScoreDoc found : new Neighbours(searcher, filter, query.vector(), nearest, Neighbours.SCANNED).find()) {
            double cosine = cosineOf(found.score);
            if (cosine >= query.minimumSimilarity()) {
                candidate(found.doc).setCosine(cosine);
            }
        }
    }

    private void findByText(TextQuery text) throws IOException {
        Query query = searcher.rewrite(new Queries(searcher).text(text, filter));
        ScoreDoc[] found = searcher.search(query, new TopScoreDocCollectorManager(wanted, wanted)).scoreDocs;
        for (ScoreDoc hit : found) {
            candidate(hit.doc).text = hit.score;
        }
        further = found.length == wanted ? query : null;
    }

    /// The vector's hits may match the text too, further down than the text's own best.
    private void scoreOtherCandidates() throws IOException {
        if (further == null) {
            return;
        }
        Weight weight = searcher.createWeight(further, ScoreMode.COMPLETE, 1);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            List<Candidate> open =
                    in(leaf).stream().filter(candidate -> candidate.text == 0).toList();
            Scorer scorer = open.isEmpty() ? null : weight.scorer(leaf);
            if (scorer != null) {
                scoreAll(open, scorer, leaf.docBase);
            }
        }
    }

    private static void scoreAll(List<Candidate> open, Scorer scorer, int base) throws IOException {
        DocIdSetIterator matches = scorer.iterator();
        for (Candidate candidate : open) {
            int target = candidate.document - base;
            if (matches.docID() < target) {
                matches.advance(target);
            }
            if (matches.docID() == target) {
                candidate.text = scorer.score();
            }
        }
    }

    private void measureCosines(Vector vector) throws IOException {
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            List<Candidate> open =
                    in(leaf).stream().filter(candidate -> !candidate.measured).toList();
            FloatVectorValues vectors =
                    open.isEmpty() ? null : leaf.reader().getFloatVectorValues(ChunkFields.vectorField(vector));
            if (vectors != null) {
                measureAll(open, vectors, vector, leaf.docBase);
            }
        }
    }

    private static void measureAll(List<Candidate> open, FloatVectorValues vectors, Vector vector, int base)
            throws IOException {
        DocIndexIterator places = vectors.iterator();
        for (Candidate candidate : open) {
            int target = candidate.document - base;
            if (places.docID() < target) {
                places.advance(target);
            }
            if (places.docID() == target) {
                candidate.setCosine(VectorUtil.dotProduct(vectors.vectorValue(places.index()), vector.values()));
            }
        }
    }

    /// Turns Lucene's score of a dot product, `(1 + cosine) / 2`, back.
    private static double cosineOf(float score) {
        return 2.0 * score - 1;
    }

    private SearchResult hits() throws IOException {
        List<Candidate> best = candidates.values().stream()
                .sorted(Comparator.comparingDouble(this::score).reversed())
                .skip(request.offset())
                .limit(request.limit())
                .toList();
        Map<Integer, Hit> read = read(best);
        return new SearchResult(best.stream()
                .map(candidate -> Objects.requireNonNull(read.get(candidate.document)))
                .toList());
    }

    private double score(Candidate candidate) {
        if (near == null) {
            return candidate.text;
        }
        return SearchRequest.TEXT_WEIGHT * candidate.text + SearchRequest.VECTOR_WEIGHT * candidate.cosine;
    }

    /// Doc values are read forward only, so the hits are read in the order of the index.
    private Map<Integer, Hit> read(List<Candidate> best) throws IOException {
        candidates.values().retainAll(Set.copyOf(best));
        Map<Integer, Hit> hits = HashMap.newHashMap(best.size());
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Collection<Candidate> here = in(leaf);
            if (!here.isEmpty()) {
                BinaryDocValues packed = DocValues.getBinary(leaf.reader(), ChunkFields.HIT);
                for (Candidate candidate : here) {
                    packed.advanceExact(candidate.document - leaf.docBase);
                    hits.put(
                            candidate.document,
                            PackedHit.unpack(packed.binaryValue(), score(candidate), candidate.cosine));
                }
            }
        }
        return hits;
    }

    private Candidate candidate(int document) {
        return candidates.computeIfAbsent(document, Candidate::new);
    }

    private Collection<Candidate> in(LeafReaderContext leaf) {
        return candidates
                .subMap(leaf.docBase, leaf.docBase + leaf.reader().maxDoc())
                .values();
    }

    /// A chunk that may become a hit; what is not known of it counts 0.
    private static final class Candidate {
        private final int document;
        private double text;
        private double cosine;
        private boolean measured;

        private Candidate(int document) {
            this.document = document;
        }

        private void setCosine(double value) {
            cosine = value;
            measured = true;
        }
    }
}
