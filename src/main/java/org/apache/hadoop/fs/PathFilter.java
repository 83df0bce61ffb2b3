package org.apache.hadoop.fs;

/** A choice of paths of Hadoop: a name that classes of parquet-java link and never use. */
public interface PathFilter {}
