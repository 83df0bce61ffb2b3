package org.apache.hadoop.mapreduce;

/** A job of Hadoop: a name that classes of parquet-java link and never use. */
public final class Job {}
