package org.apache.hadoop.mapreduce;

/** What a task of Hadoop knows: a name that classes of parquet-java link and never use. */
public interface TaskAttemptContext {}
