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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Adds marks `[ID:n]` to an answer whose model wrote none: each sentence gets those passages that it
/// resembles.
///
/// A sentence is scored against every passage by terms first, and embedded only where that can change the marks:
/// at first those that a vector could lift over the first threshold; the others only when no sentence has passed
/// it, because lower thresholds are tried only then. At most the eight most promising are embedded, so mostly none
/// or one batch, never more than two. The marks are those that embedding all eight at once would give.
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
        Scores scores = new Scores(pieces, found, vectorWeight, deadline);
        double threshold = FIRST_THRESHOLD;
        scores.lift(threshold);
        List<List<Integer>> marks = marks(scores.rows, threshold);
        if (marks.stream().allMatch(List::isEmpty)) {
            scores.lift(LAST_THRESHOLD);
        }
        while (marks.stream().allMatch(List::isEmpty) && threshold * THRESHOLD_STEP > LAST_THRESHOLD) {
            threshold *= THRESHOLD_STEP;
            marks = marks(scores.rows, threshold);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            text.append(marked(pieces.get(i).text(), marks.get(i)));
        }
        return text.toString();
    }

    private static boolean scored(Piece piece) {
        return !piece.code() && piece.text().strip().length() >= SHORTEST_PIECE;
    }

    /// How much each piece of one answer is like each passage.
    private final class Scores {
        private final List<Piece> pieces;
        private final Found found;
        private final HybridSimilarity similarity;
        private final Deadline deadline;
        private final double[] best;
        private final double[][] rows;
        private final Set<Integer> tried = new HashSet<>();

        /// By terms alone.
        private Scores(List<Piece> pieces, Found found, double vectorWeight, Deadline deadline) {
            this.pieces = pieces;
            this.found = found;
            this.similarity = new HybridSimilarity(vectorWeight);
            this.deadline = deadline;
            List<TermSimilarity> passages = found.passages().stream()
                    .map(passage -> TermSimilarity.of(passage.tokens()))
                    .toList();
            this.rows = pieces.stream()
                    .map(piece -> scored(piece) ? byTerms(piece, passages) : new double[passages.size()])
                    .toArray(double[][]::new);
            this.best = Arrays.stream(rows).mapToDouble(CitationInserter::best).toArray();
        }

        private double[] byTerms(Piece piece, List<TermSimilarity> passages) {
            List<Keyword> keywords = terms.keywords(piece.text());
            return passages.stream()
                    .mapToDouble(passage -> passage.to(keywords))
                    .toArray();
        }

        /// Adds the vectors of the most promising sentences that do not pass the first threshold by their terms and
        /// could pass this one; nothing where embedding fails or is late.
        private void lift(double threshold) {
            EmbeddingModel model = found.embedding();
            List<Integer> chosen = undecided(threshold);
            if (model == null || similarity.vectorWeight() == 0 || chosen.isEmpty()) {
                return;
            }
            tried.addAll(chosen);
            List<String> texts =
                    chosen.stream().map(i -> pieces.get(i).text().strip()).toList();
            try {
                List<Vector> vectors =
                        model.embed(texts, Purpose.CITATION, deadline).vectors();
                List<Vector> passages = vectorsOf.apply(found);
                for (int i = 0; i < vectors.size(); i++) {
                    int place = chosen.get(i);
                    rows[place] = hybrid(rows[place], vectors.get(i), passages);
                }
            } catch (AppException.Upstream | AppException.Exhausted late) {
                tried.addAll(undecided(LAST_THRESHOLD));
            }
        }

        private List<Integer> undecided(double threshold) {
            return IntStream.range(0, pieces.size())
                    .filter(i -> scored(pieces.get(i)) && !tried.contains(i))
                    .filter(i -> best[i] < FIRST_THRESHOLD && similarity.atMost(best[i]) > threshold)
                    .boxed()
                    .sorted((left, right) -> Double.compare(best[right], best[left]))
                    .limit(MOST_EMBEDDED - tried.size())
                    .toList();
        }

        private double[] hybrid(double[] byTerms, Vector sentence, List<Vector> passages) {
            return IntStream.range(0, byTerms.length)
                    .mapToDouble(i -> similarity.of(
                            byTerms[i], cosine(sentence, i < passages.size() ? passages.get(i) : Vector.NONE)))
                    .toArray();
        }
    }

    /// A passage whose vector is gone meanwhile, or was made by another model, is like nothing.
    private static double cosine(Vector sentence, Vector passage) {
        return passage.dimensions() == sentence.dimensions() ? sentence.cosine(passage) : 0;
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
