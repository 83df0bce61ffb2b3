package org.apache.hadoop.fs;

/** A state of a file of Hadoop: a name that classes of parquet-java link and never use. */
public final class FileStatus {}
