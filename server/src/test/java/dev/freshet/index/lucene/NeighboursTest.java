package dev.freshet.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.freshet.core.Vector;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Both ways to the nearest vectors against brute force, with several segments and deleted documents.
class NeighboursTest {
    private static final int SIZE = 1_500;
    private static final int DIMENSIONS = 16;
    private static final int COUNT = 20;
    private static final Query ALLOWED = new TermQuery(new Term("part", "1"));

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
    private final List<Vector> vectors =
            IntStream.range(0, SIZE).mapToObj(number -> vector()).toList();
    private DirectoryReader reader;

    @BeforeEach
    void fill() throws IOException {
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new WhitespaceAnalyzer()))) {
            for (int i = 0; i < SIZE; i++) {
                writer.addDocument(document(i));
                if (i % 600 == 599) {
                    writer.commit();
                }
            }
            for (int i = 0; i < SIZE; i += 7) {
                writer.deleteDocuments(new Term("id", Integer.toString(i)));
            }
        }
        reader = DirectoryReader.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
    }

    @Test
    void theScanFindsExactlyTheNearest() throws IOException {
        for (int round = 0; round < 20; round++) {
            Vector to = vector();
            assertThat(found(to, Long.MAX_VALUE)).as("seed %d", seed).isEqualTo(nearest(to));
        }
    }

    @Test
    void theGraphFindsNearlyAllOfThem() throws IOException {
        int hits = 0;
        for (int round = 0; round < 50; round++) {
            Vector to = vector();
            Set<Integer> found = found(to, 0);
            hits += (int) nearest(to).stream().filter(found::contains).count();
        }
        assertThat(hits).as("seed %d", seed).isGreaterThan(50 * COUNT * 9 / 10);
    }

    @Test
    void scoresAreLucenesOwn() throws IOException {
        Vector to = vectors.get(1);
        ScoreDoc[] found = new Neighbours(new IndexSearcher(reader), ALLOWED, to, COUNT, Long.MAX_VALUE).find();
        assertThat(Arrays.stream(found).mapToDouble(hit -> hit.score).max().orElse(0))
                .isEqualTo(1, within(1e-5));
    }

    private Set<Integer> found(Vector to, long scanned) throws IOException {
        IndexSearcher searcher = new IndexSearcher(reader);
        StoredFields stored = searcher.storedFields();
        ScoreDoc[] found = new Neighbours(searcher, ALLOWED, to, COUNT, scanned).find();
        Set<Integer> ids = new HashSet<>();
        for (ScoreDoc hit : found) {
            ids.add(Integer.valueOf(stored.document(hit.doc).get("id")));
        }
        return ids;
    }

    private Set<Integer> nearest(Vector to) {
        return IntStream.range(0, SIZE)
                .filter(number -> number % 2 == 1 && number % 7 != 0)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        number -> -vectors.get(number).cosine(to)))
                .limit(COUNT)
                .collect(Collectors.toSet());
    }

    private Document document(int number) {
        Document document = new Document();
        document.add(new StringField("id", Integer.toString(number), Field.Store.YES));
        document.add(new StringField("part", Integer.toString(number % 2), Field.Store.NO));
        document.add(new KnnFloatVectorField(
                ChunkFields.vectorField(vectors.get(number)),
                vectors.get(number).values(),
                VectorSimilarityFunction.DOT_PRODUCT));
        return document;
    }

    private Vector vector() {
        float[] values = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Vector.unit(values);
    }
}
