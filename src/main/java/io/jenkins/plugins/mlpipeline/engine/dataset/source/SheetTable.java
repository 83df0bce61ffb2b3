package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/**
 * An Excel workbook ({@code .xlsx}) with one sheet of rows: the first row that is not empty names the columns. Of formulas
 * their last result is read; dates are written as pandas writes them.
 */
final class SheetTable implements TableSource {
    private static final String WORKBOOK = "xl/workbook.xml";
    private static final int MOST_INTEGER_DIGITS = 40;
    private static final int LONGEST_NUMBER = 100;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final ReadingOptions WITH_FORMATS = new ReadingOptions(true, false);

    private final Path file;
    private final ReadableWorkbook book;
    private final Stream<Row> rows;
    private final Text text;

    SheetTable(Path file) throws IOException {
        this.file = file;
        requireTableSize(file);
        try {
            this.book = new ReadableWorkbook(file.toFile(), WITH_FORMATS);
            this.rows = sheet().openStream();
            this.text = new Text(rows.iterator());
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    /** Whether a zip archive is such a workbook. */
    static boolean isOne(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (!FileKind.startsWith(in.readNBytes(FileKind.HEAD), 'P', 'K', 3, 4)) {
                return false;
            }
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.getEntry(WORKBOOK) != null;
        } catch (ZipException e) {
            return false;
        }
    }

    /** Unpacks all parts once: what a part says of its size need not be so. */
    private static void requireTableSize(Path file) throws IOException {
        RawBytes raw = new RawBytes(Files.newInputStream(file));
        try (ZipInputStream zip = new ZipInputStream(raw);
                Unpacked limited = new Unpacked(file, raw, zip, true)) {
            while (zip.getNextEntry() != null) {
                limited.passPart();
            }
        } catch (ZipException e) {
            throw Unpacked.damaged(file, e);
        }
    }

    private Sheet sheet() throws IOException {
        List<Sheet> filled = new ArrayList<>();
        List<Sheet> all;
        try (Stream<Sheet> sheets = book.getSheets()) {
            all = sheets.toList();
        }
        for (Sheet sheet : all) {
            try (Stream<Row> some = sheet.openStream()) {
                if (some.anyMatch(row -> !isEmpty(row))) {
                    filled.add(sheet);
                }
            }
        }
        if (filled.size() > 1) {
            throw new UserError(file + ": has " + filled.size() + " sheets with rows ("
                    + FileKind.shown(
                            filled.stream().map(Sheet::getName).limit(5).toList())
                    + "); a workbook with one is read. Save the sheet that is meant as a file of its own.");
        }
        if (filled.isEmpty()) {
            throw new UserError(file + ": has no sheet with rows; a first row with the column names is expected.");
        }
        return filled.get(0);
    }

    private static boolean isEmpty(Row row) {
        return row.stream().allMatch(cell -> cell == null || cell.getType() == CellType.EMPTY);
    }

    @Override
    public InputStream text() {
        return text;
    }

    @Override
    public boolean isMade() {
        return true;
    }

    @Override
    public String digest() throws IOException {
        return Digest.ofFile(file);
    }

    @Override
    public void close() throws IOException {
        rows.close();
        book.close();
    }

    private IOException damaged(Exception e) {
        if (e instanceof UserError user) {
            throw user;
        }
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        throw new UserError(
                file + ": can't be read as a workbook (" + FileKind.shown(List.of(reason))
                        + "). Open it, and save the sheet as CSV (UTF-8).",
                e);
    }

    /** The rows as text. */
    private final class Text extends RowText {
        private final Iterator<Row> left;
        private int columns;
        private long line;

        Text(Iterator<Row> left) {
            this.left = left;
        }

        @Override
        boolean more() throws IOException {
            try {
                while (left.hasNext()) {
                    Row row = left.next();
                    if (!isEmpty(row)) {
                        write(row);
                        return true;
                    }
                }
                return false;
            } catch (ExcelReaderException | IllegalArgumentException e) {
                throw damaged(e);
            }
        }

        private void write(Row row) {
            int width = width(row);
            if (columns == 0) {
                columns = width;
            } else {
                // So that a row stands on the line that it has in the sheet.
                while (++line < row.getRowNum()) {
                    endLine();
                }
            }
            if (width > columns) {
                throw new UserError(file + ": row " + row.getRowNum() + " has a cell in column " + width
                        + ", the header has " + columns + " columns. Name the column, or empty the cell.");
            }
            for (int i = 0; i < columns; i++) {
                cell(i < row.getCellCount() && row.getCell(i) != null ? SheetTable.this.text(row.getCell(i)) : null);
            }
            endRecord();
        }

        private static int width(Row row) {
            int width = row.getCellCount();
            while (width > 0
                    && (row.getCell(width - 1) == null || row.getCell(width - 1).getType() == CellType.EMPTY)) {
                width--;
            }
            return width;
        }
    }

    /** A cell as pandas writes it to CSV; null where it is empty. */
    private String text(Cell cell) {
        String raw = cell.getRawValue();
        if (cell.getType() == CellType.FORMULA && (raw == null || raw.isEmpty())) {
            throw new UserError(file + ": cell " + cell.getAddress()
                    + " is a formula without a result. Open the workbook in Excel and save it, which computes it.");
        }
        return switch (cell.getType()) {
            case EMPTY -> null;
            case BOOLEAN -> cell.asBoolean() ? "True" : "False";
            case NUMBER -> isDate(cell.getDataFormatString()) ? date(cell.asDate()) : number(raw);
            case FORMULA -> isNumber(raw) ? number(raw) : raw;
            case ERROR -> raw;
            case STRING -> cell.asString();
        };
    }

    private static boolean isNumber(String raw) {
        if (raw.length() > LONGEST_NUMBER) {
            return false;
        }
        try {
            new BigDecimal(raw);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String number(String raw) {
        // Excel writes 17 digits; a million of them, or an exponent of a billion, would be read for ever.
        if (raw.length() > LONGEST_NUMBER) {
            return DoubleToDecimal.toString(Double.parseDouble(raw));
        }
        BigDecimal value = new BigDecimal(raw);
        boolean whole = value.stripTrailingZeros().scale() <= 0
                && (long) value.precision() - value.scale() < MOST_INTEGER_DIGITS;
        return whole ? value.toBigInteger().toString() : DoubleToDecimal.toString(value.doubleValue());
    }

    private static String date(LocalDateTime time) {
        return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? time.toLocalDate().toString()
                : MOMENT.format(time);
    }

    /** Whether a format shows a number as a date or time: it has a letter of one outside of quotes and brackets. */
    private static boolean isDate(String format) {
        if (format == null || "General".equals(format)) {
            return false;
        }
        boolean hidden = false;
        for (int i = 0; i < format.length(); i++) {
            char c = Character.toLowerCase(format.charAt(i));
            if (c == '"') {
                hidden = !hidden;
            } else if (c == '[' || c == ']') {
                hidden = c == '[';
            } else if (c == '\\') {
                i++;
            } else if (!hidden && (c == 'y' || c == 'd' || c == 'm' || c == 'h' || c == 's')) {
                return true;
            }
        }
        return false;
    }
}
