package org.apache.hadoop.mapreduce.lib.input;

/** A format of Hadoop: a name that classes of parquet-java link and never use. */
public abstract class FileInputFormat<K, V> {}
