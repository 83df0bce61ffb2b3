package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Unpacks the pages of a Parquet file without native libraries. */
final class ParquetCodecs implements CompressionCodecFactory {
    /** Most bytes of a page; writers make pages of 1 MiB. */
    private static final int MOST_BYTES = 1 << 28;

    private final Path file;

    ParquetCodecs(Path file) {
        this.file = file;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("Parquet is read only");
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Pages((bytes, size) -> bytes);
            case SNAPPY -> new Pages((bytes, size) -> unpacked(new SnappyDecompressor(), bytes, size));
            case ZSTD -> new Pages((bytes, size) -> unpacked(new ZstdDecompressor(), bytes, size));
            case LZ4_RAW -> new Pages((bytes, size) -> unpacked(new Lz4Decompressor(), bytes, size));
            case GZIP -> new Pages(ParquetCodecs::gunzipped);
            default ->
                throw new UserError(file + ": is compressed with " + codec
                        + ", which is not read. Write it with snappy, zstd, gzip, or without compression.");
        };
    }

    @Override
    public void release() {
        // Nothing is kept.
    }

    private static byte[] unpacked(Decompressor decompressor, byte[] bytes, int size) throws IOException {
        byte[] page = new byte[size];
        int n = decompressor.decompress(bytes, 0, bytes.length, page, 0, size);
        return whole(page, n);
    }

    private static byte[] gunzipped(byte[] bytes, int size) throws IOException {
        byte[] page = new byte[size];
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return whole(page, in.readNBytes(page, 0, size));
        }
    }

    private static byte[] whole(byte[] page, int bytes) throws IOException {
        if (bytes != page.length) {
            throw new IOException("a page has " + bytes + " bytes where " + page.length + " are declared");
        }
        return page;
    }

    /** Unpacks bytes to a known number of bytes. */
    @FunctionalInterface
    private interface Unpacking {
        byte[] apply(byte[] bytes, int size) throws IOException;
    }

    /** Unpacks pages one way. */
    private final class Pages implements BytesInputDecompressor {
        private final Unpacking unpacking;

        Pages(Unpacking unpacking) {
            this.unpacking = unpacking;
        }

        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
            bytes.writeAllTo(packed);
            return BytesInput.from(unpack(ByteBuffer.wrap(packed.toByteArray()), size));
        }

        @Override
        public void decompress(ByteBuffer from, int fromSize, ByteBuffer to, int size) throws IOException {
            ByteBuffer packed = from.slice().limit(fromSize);
            from.position(from.position() + fromSize);
            to.put(unpack(packed, size));
        }

        private byte[] unpack(ByteBuffer packed, int size) throws IOException {
            if (size < 0 || size > MOST_BYTES) {
                throw new UserError(file + ": has a page of " + size + " bytes; the most that is read are " + MOST_BYTES
                        + ". Write it with smaller pages.");
            }
            byte[] bytes = new byte[packed.remaining()];
            packed.get(bytes);
            return unpacking.apply(bytes, size);
        }

        @Override
        public void release() {
            // Nothing is kept.
        }
    }
}
