package org.locationtech.jts.io;

/** A failure of a library of geometries: a name that classes of parquet-java link and never use. */
public class ParseException extends Exception {
    private static final long serialVersionUID = 1L;
}
