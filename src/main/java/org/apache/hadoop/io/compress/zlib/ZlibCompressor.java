package org.apache.hadoop.io.compress.zlib;

/** A compressor of Hadoop: a name that classes of parquet-java link and never use. */
public final class ZlibCompressor {
    private ZlibCompressor() {}

    /** Levels of it. */
    public enum CompressionLevel {}
}
