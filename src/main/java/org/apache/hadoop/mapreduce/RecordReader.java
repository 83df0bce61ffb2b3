package org.apache.hadoop.mapreduce;

/** A reader of Hadoop: a name that classes of parquet-java link and never use. */
public abstract class RecordReader<K, V> {}
