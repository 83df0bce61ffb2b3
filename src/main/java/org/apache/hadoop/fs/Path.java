package org.apache.hadoop.fs;

/** A path of Hadoop: a name that classes of parquet-java link and never use. */
public final class Path {}
