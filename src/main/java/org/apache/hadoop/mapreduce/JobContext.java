package org.apache.hadoop.mapreduce;

/** What a job of Hadoop knows: a name that classes of parquet-java link and never use. */
public interface JobContext {}
