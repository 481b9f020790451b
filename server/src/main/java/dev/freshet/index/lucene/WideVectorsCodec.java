package dev.freshet.index.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/// Lucene's own codec with room for vectors of more than 1,024 dimensions, which some embedding models make.
/// The limit is checked on writing alone and the files are those of the standard format, so readers need
/// nothing of this.
final class WideVectorsCodec extends Lucene104Codec {
    private static final int MAX_DIMENSIONS = 8_192;

    private final KnnVectorsFormat vectors = new WideVectorsFormat();

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return vectors;
    }

    private static final class WideVectorsFormat extends KnnVectorsFormat {
        private final KnnVectorsFormat standard = new Lucene99HnswVectorsFormat();

        private WideVectorsFormat() {
            super("Lucene99HnswVectorsFormat");
        }

        @Override
        public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
            return standard.fieldsWriter(state);
        }

        @Override
        public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
            return standard.fieldsReader(state);
        }

        @Override
        public int getMaxDimensions(String field) {
            return MAX_DIMENSIONS;
        }
    }
}
