package dev.freshet.chat;

import dev.freshet.chat.AnswerPieces.Piece;
import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.Vector;
import dev.freshet.model.EmbeddingModel;
import dev.freshet.model.EmbeddingModel.Purpose;
import dev.freshet.retrieval.HybridSimilarity;
import dev.freshet.retrieval.Keyword;
import dev.freshet.retrieval.QueryAnalyzer;
import dev.freshet.retrieval.TermSimilarity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Adds marks `[ID:n]` to an answer whose model wrote none: each sentence gets those passages that it
/// resembles.
///
/// A sentence is scored against every passage by terms first. Where that decides, because the best term score
/// alone passes the threshold or no vector could lift it there, no embedding is made; the most promising of
/// the others, at most eight, are embedded in one batch.
public final class CitationInserter {
    private static final int SHORTEST_PIECE = 5;
    private static final int MOST_EMBEDDED = 8;
    private static final int MOST_MARKS = 4;
    private static final double FIRST_THRESHOLD = 0.63;
    private static final double LAST_THRESHOLD = 0.3;
    private static final double THRESHOLD_STEP = 0.8;
    private static final double NEAR_BEST = 0.99;

    private final QueryAnalyzer terms;
    private final Function<Found, List<Vector>> vectorsOf;

    /// @param vectorsOf fetches the embeddings of the passages, in order; asked only when sentences are
    ///     embedded
    public CitationInserter(QueryAnalyzer terms, Function<Found, List<Vector>> vectorsOf) {
        this.terms = terms;
        this.vectorsOf = vectorsOf;
    }

    /// The answer with its marks: its own, mended, or ours.
    ///
    /// @param vectorWeight weight of the vectors' similarity, 0 to 1
    /// @param deadline until when sentences may be embedded; without vectors the terms alone decide
    public String cite(String answer, Found found, double vectorWeight, Deadline deadline) {
        int count = found.passages().size();
        String mended = CitationMarks.repaired(answer, count);
        if (found.isEmpty() || CitationMarks.anyIn(mended)) {
            return mended;
        }
        List<Piece> pieces = AnswerPieces.of(mended);
        List<TermSimilarity> held = found.passages().stream()
                .map(passage -> TermSimilarity.of(passage.tokens()))
                .toList();
        double[][] byTerms = pieces.stream()
                .map(piece -> scored(piece) ? termScores(piece, held) : new double[count])
                .toArray(double[][]::new);
        Map<Integer, Vector> embedded = embed(pieces, byTerms, found, vectorWeight, deadline);
        List<Vector> passages = embedded.isEmpty() ? List.of() : vectorsOf.apply(found);
        double[][] scores = new double[pieces.size()][];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = hybrid(byTerms[i], embedded.get(i), passages, vectorWeight);
        }
        return insert(pieces, scores);
    }

    private static boolean scored(Piece piece) {
        return !piece.code() && piece.text().strip().length() >= SHORTEST_PIECE;
    }

    private double[] termScores(Piece piece, List<TermSimilarity> passages) {
        List<Keyword> keywords = terms.keywords(piece.text());
        return passages.stream().mapToDouble(passage -> passage.to(keywords)).toArray();
    }

    private static double[] hybrid(
            double[] byTerms, @Nullable Vector vector, List<Vector> passages, double vectorWeight) {
        if (vector == null) {
            return byTerms;
        }
        HybridSimilarity similarity = new HybridSimilarity(vectorWeight);
        double[] scores = new double[byTerms.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = similarity.of(byTerms[i], cosine(vector, i < passages.size() ? passages.get(i) : Vector.NONE));
        }
        return scores;
    }

    /// A passage whose vector is gone meanwhile, or was made by another model, is like nothing.
    private static double cosine(Vector sentence, Vector passage) {
        return passage.dimensions() == sentence.dimensions() ? sentence.cosine(passage) : 0;
    }

    /// Vectors of the sentences that terms leave undecided, by their place; none when embedding fails or is
    /// late.
    private static Map<Integer, Vector> embed(
            List<Piece> pieces, double[][] byTerms, Found found, double vectorWeight, Deadline deadline) {
        EmbeddingModel model = found.embedding();
        if (model == null || vectorWeight <= 0) {
            return Map.of();
        }
        List<Integer> undecided = IntStream.range(0, pieces.size())
                .filter(i -> scored(pieces.get(i)) && undecided(byTerms[i], vectorWeight))
                .boxed()
                .sorted((left, right) -> Double.compare(best(byTerms[right]), best(byTerms[left])))
                .limit(MOST_EMBEDDED)
                .toList();
        if (undecided.isEmpty()) {
            return Map.of();
        }
        try {
            List<String> texts =
                    undecided.stream().map(i -> pieces.get(i).text().strip()).toList();
            List<Vector> vectors =
                    model.embed(texts, Purpose.CITATION, deadline).vectors();
            Map<Integer, Vector> byPlace = new HashMap<>();
            for (int i = 0; i < vectors.size(); i++) {
                byPlace.put(undecided.get(i), vectors.get(i));
            }
            return byPlace;
        } catch (AppException.Upstream | AppException.Exhausted late) {
            return Map.of();
        }
    }

    /// Terms alone decide for a sentence that passes already, and against one that not even a perfect vector
    /// could lift over the lowest threshold.
    private static boolean undecided(double[] byTerms, double vectorWeight) {
        double best = best(byTerms);
        return best < FIRST_THRESHOLD && new HybridSimilarity(vectorWeight).atMost(best) > LAST_THRESHOLD;
    }

    private static String insert(List<Piece> pieces, double[][] scores) {
        double threshold = FIRST_THRESHOLD;
        List<List<Integer>> marks = marks(scores, threshold);
        while (marks.stream().allMatch(List::isEmpty) && threshold * THRESHOLD_STEP > LAST_THRESHOLD) {
            threshold *= THRESHOLD_STEP;
            marks = marks(scores, threshold);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            text.append(marked(pieces.get(i).text(), marks.get(i)));
        }
        return text.toString();
    }

    /// For each piece the passages near its best one, each passage at one piece only.
    private static List<List<Integer>> marks(double[][] scores, double threshold) {
        Set<Integer> used = new HashSet<>();
        List<List<Integer>> marks = new ArrayList<>();
        for (double[] row : scores) {
            double best = best(row);
            List<Integer> near = best < threshold
                    ? List.of()
                    : near(row, best).limit(MOST_MARKS).toList();
            List<Integer> fresh = near.stream().filter(used::add).toList();
            marks.add(fresh);
        }
        return marks;
    }

    private static Stream<Integer> near(double[] row, double best) {
        return IntStream.range(0, row.length)
                .filter(i -> row[i] >= NEAR_BEST * best)
                .boxed();
    }

    private static double best(double[] row) {
        return Arrays.stream(row).max().orElse(0);
    }

    /// Marks stand behind the piece, but before the white space that ends it.
    private static String marked(String piece, List<Integer> numbers) {
        if (numbers.isEmpty()) {
            return piece;
        }
        String body = piece.stripTrailing();
        StringBuilder text = new StringBuilder(body);
        numbers.forEach(number -> text.append(' ').append(CitationMarks.of(number)));
        return text.append(piece, body.length(), piece.length()).toString();
    }
}
