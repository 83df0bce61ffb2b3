package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import com.fasterxml.jackson.core.io.schubfach.FloatToDecimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** The value on which a column stands as the text that pandas writes to CSV; floats with the fewest digits that tell them. */
@FunctionalInterface
interface ParquetCell {
    /** The text; there is a value. */
    String text(ColumnReader column);

    /** How the values of a type are written. */
    static ParquetCell of(PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> column -> column.getBoolean() ? "True" : "False";
            case FLOAT -> column -> number(column.getFloat());
            case DOUBLE -> column -> number(column.getDouble());
            case INT32 -> small(logical);
            case INT64 -> large(logical);
            case INT96 -> column -> moment(column.getBinary());
            case BINARY ->
                logical instanceof DecimalLogicalTypeAnnotation decimal
                        ? column -> decimal(new BigInteger(column.getBinary().getBytes()), decimal.getScale())
                        : column -> column.getBinary().toStringUsingUTF8();
            case FIXED_LEN_BYTE_ARRAY -> fixed(logical);
        };
    }

    private static ParquetCell small(LogicalTypeAnnotation logical) {
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return column -> decimal(BigInteger.valueOf(column.getInteger()), decimal.getScale());
        }
        if (logical instanceof DateLogicalTypeAnnotation) {
            return column -> LocalDate.ofEpochDay(column.getInteger()).toString();
        }
        if (logical instanceof TimeLogicalTypeAnnotation) {
            return column -> time(LocalTime.ofNanoOfDay(column.getInteger() * Text.NANOS_PER_MILLI));
        }
        return logical instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()
                ? column -> Integer.toUnsignedString(column.getInteger())
                : column -> Integer.toString(column.getInteger());
    }

    private static ParquetCell large(LogicalTypeAnnotation logical) {
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return column -> decimal(BigInteger.valueOf(column.getLong()), decimal.getScale());
        }
        if (logical instanceof TimeLogicalTypeAnnotation time) {
            return column -> time(LocalTime.ofNanoOfDay(column.getLong() * (Text.NANOS / perSecond(time.getUnit()))));
        }
        if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
            long unit = perSecond(timestamp.getUnit());
            String zone = timestamp.isAdjustedToUTC() ? "+00:00" : "";
            return column -> moment(column.getLong(), unit) + zone;
        }
        return logical instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()
                ? column -> Long.toUnsignedString(column.getLong())
                : column -> Long.toString(column.getLong());
    }

    private static ParquetCell fixed(LogicalTypeAnnotation logical) {
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return column -> decimal(new BigInteger(column.getBinary().getBytes()), decimal.getScale());
        }
        if (logical instanceof Float16LogicalTypeAnnotation) {
            return column -> number(half(little(column.getBinary()).getShort()));
        }
        if (logical instanceof UUIDLogicalTypeAnnotation) {
            return column -> {
                ByteBuffer bytes = ByteBuffer.wrap(column.getBinary().getBytes());
                return new UUID(bytes.getLong(), bytes.getLong()).toString();
            };
        }
        return column -> HexFormat.of().formatHex(column.getBinary().getBytes());
    }

    private static long perSecond(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 1_000;
            case MICROS -> 1_000_000;
            case NANOS -> Text.NANOS;
        };
    }

    private static String number(double value) {
        return Double.isFinite(value) ? DoubleToDecimal.toString(value) : special(value);
    }

    private static String number(float value) {
        return Float.isFinite(value) ? FloatToDecimal.toString(value) : special(value);
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }

    private static String decimal(BigInteger digits, int scale) {
        if (scale > Text.MOST_FRACTION) {
            throw new IllegalArgumentException("decimals have " + scale + " digits behind the point");
        }
        return new BigDecimal(digits, scale).toPlainString();
    }

    /** IEEE 754 binary16. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        float magnitude;
        if (exponent == 0x1F) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * 0x1p-24f;
        } else {
            magnitude = Math.scalb(1 + fraction / 1024f, exponent - 15);
        }
        return bits < 0 ? -magnitude : magnitude;
    }

    private static ByteBuffer little(Binary binary) {
        return ByteBuffer.wrap(binary.getBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Nanoseconds of a day and a Julian day, as Impala and old Spark write times. */
    private static String moment(Binary binary) {
        ByteBuffer bytes = little(binary);
        long nanos = bytes.getLong();
        long day = bytes.getInt() - Text.JULIAN_EPOCH;
        return moment(LocalDate.ofEpochDay(day).atStartOfDay().plusNanos(nanos));
    }

    private static String moment(long value, long perSecond) {
        long nanos = Math.floorMod(value, perSecond) * (Text.NANOS / perSecond);
        return moment(LocalDateTime.ofEpochSecond(Math.floorDiv(value, perSecond), (int) nanos, ZoneOffset.UTC));
    }

    private static String moment(LocalDateTime time) {
        return time.toLocalDate() + " " + time(time.toLocalTime());
    }

    private static String time(LocalTime time) {
        String seconds = Text.SECONDS.format(time);
        int nanos = time.getNano();
        if (nanos == 0) {
            return seconds;
        }
        String fraction = String.format(Locale.ROOT, "%09d", nanos);
        int digits = nanos % Text.NANOS_PER_MILLI == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
        return seconds + "." + fraction.substring(0, digits);
    }

    /** Constants. */
    final class Text {
        private static final long NANOS = 1_000_000_000L;
        private static final long NANOS_PER_MILLI = 1_000_000L;
        private static final int JULIAN_EPOCH = 2_440_588;
        private static final int MOST_FRACTION = 1_000;
        private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

        private Text() {}
    }
}
