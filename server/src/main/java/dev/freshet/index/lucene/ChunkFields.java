package dev.freshet.index.lucene;

import dev.freshet.core.ChunkId;
import dev.freshet.core.DatasetId;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Vector;
import dev.freshet.index.ChunkTokens;
import dev.freshet.index.IndexedChunk;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;

/// The fields of a chunk in Lucene.
final class ChunkFields {
    static final String DATASET = "dataset";
    static final String DOCUMENT = "document";
    static final String AVAILABLE = "available";
    static final String YES = "1";
    static final String PAGE = "page";
    static final String TOP = "top";
    static final String CREATED = "created";
    static final String HIT = "hit";

    static final String TITLE = "title";
    static final String TITLE_FINE = "titleFine";
    static final String CONTENT = "content";
    static final String CONTENT_FINE = "contentFine";
    static final String KEYWORDS = "keywords";
    static final String KEYWORD_TEXTS = "keywordTexts";
    static final String QUESTIONS = "questions";

    /// Dataset and chunk together: what names a chunk to be changed. The owner is part of the name, so that
    /// nobody changes what is not theirs.
    private static final String CHUNK_KEY = "chunkKey";

    private static final String DOCUMENT_KEY = "documentKey";

    /// Lucene refuses terms above 32 KB.
    private static final int LONGEST_KEYWORD = 1_000;

    private ChunkFields() {}

    static Document document(IndexedChunk chunk) {
        Document fields = new Document();
        fields.add(new StringField(DATASET, chunk.dataset().value(), Field.Store.NO));
        fields.add(new StringField(DOCUMENT, chunk.document().value(), Field.Store.NO));
        fields.add(field(chunkKey(chunk.dataset(), chunk.id())));
        fields.add(field(documentKey(chunk.dataset(), chunk.document())));
        if (chunk.available()) {
            fields.add(new StringField(AVAILABLE, YES, Field.Store.NO));
        }
        fields.add(new NumericDocValuesField(PAGE, chunk.page()));
        fields.add(new NumericDocValuesField(TOP, chunk.top()));
        fields.add(new NumericDocValuesField(CREATED, chunk.createdAt()));
        fields.add(new BinaryDocValuesField(HIT, PackedHit.pack(chunk)));
        addTokens(fields, chunk.tokens());
        addVector(fields, chunk.vector());
        return fields;
    }

    static Term chunkKey(DatasetId dataset, ChunkId chunk) {
        return new Term(CHUNK_KEY, dataset.value() + "/" + chunk.value());
    }

    static Term documentKey(DatasetId dataset, DocumentId document) {
        return new Term(DOCUMENT_KEY, dataset.value() + "/" + document.value());
    }

    /// Vectors of different length live in fields of their own, one for each length.
    static String vectorField(Vector vector) {
        return "vector_" + vector.dimensions();
    }

    private static StringField field(Term term) {
        return new StringField(term.field(), term.text(), Field.Store.NO);
    }

    private static void addTokens(Document fields, ChunkTokens tokens) {
        addText(fields, TITLE, tokens.title());
        addText(fields, TITLE_FINE, tokens.titleFine());
        addText(fields, CONTENT, tokens.content());
        addText(fields, CONTENT_FINE, tokens.contentFine());
        addText(fields, KEYWORDS, tokens.keywords());
        addText(fields, QUESTIONS, tokens.questions());
        tokens.keywordTexts().lines().forEach(keyword -> addKeyword(fields, keyword));
    }

    private static void addText(Document fields, String name, String tokens) {
        if (!tokens.isEmpty()) {
            fields.add(new TextField(name, tokens, Field.Store.NO));
        }
    }

    private static void addKeyword(Document fields, String keyword) {
        if (keyword.length() <= LONGEST_KEYWORD) {
            fields.add(new StringField(KEYWORD_TEXTS, keyword, Field.Store.NO));
        }
    }

    private static void addVector(Document fields, Vector vector) {
        if (!vector.isEmpty()) {
            fields.add(new KnnFloatVectorField(
                    vectorField(vector), vector.values(), VectorSimilarityFunction.DOT_PRODUCT));
        }
    }
}
