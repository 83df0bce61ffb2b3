package org.apache.hadoop.conf;

/** Settings of Hadoop: a name that classes of parquet-java link and never use. */
public class Configuration {}
