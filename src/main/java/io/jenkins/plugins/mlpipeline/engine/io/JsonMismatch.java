package io.jenkins.plugins.mlpipeline.engine.io;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Collection;
import java.util.List;

/** Says in a reader's words, not in Java's, which field of a document is not what it must be. */
final class JsonMismatch {
    private JsonMismatch() {}

    /** As {@code data.rows must be a whole number}. */
    static String describe(MismatchedInputException e) {
        return e instanceof InvalidNullException
                ? subject(e) + " must not be null"
                : subject(e) + " must be " + kind(e.getTargetType());
    }

    /** As {@code curves.roc.x must be a list}: a text where the mapper knows no way from one. */
    static String describe(InvalidDefinitionException e) {
        return subject(e) + " must be " + kind(e.getType().getRawClass());
    }

    private static String subject(JsonMappingException e) {
        String place = place(e.getPath());
        return place.isEmpty() ? "the document" : place;
    }

    private static String place(List<JsonMappingException.Reference> path) {
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference step : path) {
            if (step.getFieldName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return place.toString();
    }

    private static String kind(Class<?> type) {
        if (type == null) {
            return "of the expected shape";
        }
        if (type == long.class || type == int.class || type == Long.class || type == Integer.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class || type.isEnum()) {
            return "a text";
        }
        return type.isArray() || Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }
}
