package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import java.math.BigDecimal;
import java.util.List;

/**
 * Probabilities that were rounded when they were written: k of them with d digits behind the point may sum from 1 by k halves of
 * the last digit. How many digits a file shows is known at its end, since zeros at the end of a number are mostly left out.
 */
final class RoundedSums {
    /** From so many digits on, rounding is less than what float32 explains anyway. */
    private static final int MANY_DIGITS = 7;

    private final RowPlaces places;
    /** The share of a number that rounding may be; 0 where numbers are written with digits. */
    private final double roundoff;

    private int digits;
    private int labels;
    private long rows;
    private double worst;
    private double worstSum;
    private long worstPlace;
    private long first;
    private double firstSum;

    private RoundedSums(RowPlaces places, double roundoff) {
        this.places = places;
        this.roundoff = roundoff;
    }

    /**
     * Of numbers that are written as texts.
     *
     * @param places where the rows stand, for messages
     */
    static RoundedSums written(RowPlaces places) {
        return new RoundedSums(places, 0);
    }

    /**
     * Of a model's numbers; null when they are not rounded.
     *
     * @param roundoff the share of a number that rounding may be
     * @param places where the rows stand, for messages
     */
    static RoundedSums answered(double roundoff, RowPlaces places) {
        return roundoff == 0 ? null : new RoundedSums(places, roundoff);
    }

    /** Whether more digits could still be shown than were seen so far. */
    boolean isOpen() {
        return digits < MANY_DIGITS;
    }

    /** Takes a number as it is written. */
    void see(String number) {
        int point = number.indexOf('.');
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (exponent >= 0) {
            digits = MANY_DIGITS;
        } else if (point >= 0) {
            digits = Math.max(digits, number.strip().length() - number.strip().indexOf('.') - 1);
        }
    }

    /**
     * How far the probabilities of a row may sum from 1 by the digits that were seen so far; 0 for whole numbers.
     *
     * @param count probabilities of a row
     */
    double slack(int count) {
        if (roundoff > 0) {
            return roundoff * (1 + roundoff);
        }
        return digits == 0 ? 0 : count * 0.5 * Math.pow(10, -digits) * (1 + 1e-9) + 1e-12;
    }

    /** Takes a row whose sum only rounding explains. */
    void accept(double sum, int count, long place) {
        labels = count;
        if (rows++ == 0) {
            first = place;
            firstSum = sum;
        }
        if (Math.abs(sum - 1) > worst) {
            worst = Math.abs(sum - 1);
            worstSum = sum;
            worstPlace = place;
        }
    }

    /** Why rounding does not explain a sum, to end a sentence with. */
    String tooFar(int count) {
        if (roundoff > 0) {
            return ", and 16-bit numbers explain no more than " + roundoff;
        }
        return ", and rounding to the " + digits + (digits == 1 ? " digit" : " digits")
                + " behind the point that the file shows explains no more than "
                + new BigDecimal(count)
                        .movePointLeft(digits)
                        .divide(BigDecimal.valueOf(2))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /**
     * What a reader should know; to be asked when all rows are known.
     *
     * @throws UserError when a row was accepted before the file showed more digits
     */
    List<String> findings() {
        if (rows == 0) {
            return List.of();
        }
        if (worst > slack(labels)) {
            throw new UserError(places.at(worstPlace) + ": the scores of the model sum to " + worstSum + ", not to 1"
                    + tooFar(labels) + ". Write the probabilities of all labels, with more digits.");
        }
        return List.of("the probabilities of " + rows + (rows == 1 ? " row sum" : " rows sum")
                + " to 1 only within what "
                + (roundoff > 0
                        ? "16-bit numbers explain"
                        : "rounding to " + digits + (digits == 1 ? " digit" : " digits") + " behind the point explains")
                + " (" + places.within(first) + ": " + (float) firstSum
                + "); they are divided by their sum.");
    }
}
