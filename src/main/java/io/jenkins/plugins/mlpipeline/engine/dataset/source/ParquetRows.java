package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Walks over the rows of one Parquet file; the compressed pages of one group of rows are in memory. */
final class ParquetRows implements Closeable {
    private final Path file;
    private final ParquetFileReader reader;
    private final MessageType schema;
    private final List<String> nested = new ArrayList<>();
    private MessageType flat;
    private PageReadStore pages;
    private ColumnReader[] readers;
    private ParquetCell[] cells;
    /** For each wanted column its place in the file; -1 where the file has none. */
    private int[] places;

    private String[] row;
    private long left;

    ParquetRows(Path file) throws IOException {
        this.file = file;
        ParquetReadOptions options = new ParquetReadOptions.Builder(new PlainParquetConfiguration())
                .withCodecFactory(new ParquetCodecs(file))
                .usePageChecksumVerification()
                .build();
        try {
            this.reader = ParquetFileReader.open(new LocalInputFile(file), options);
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
        this.schema = reader.getFooter().getFileMetaData().getSchema();
        List<Type> fields = new ArrayList<>();
        for (Type field : schema.getFields()) {
            if (field.isPrimitive() && !field.isRepetition(Type.Repetition.REPEATED)) {
                fields.add(field);
            } else {
                nested.add(field.getName());
            }
        }
        this.flat = new MessageType(schema.getName(), fields);
    }

    /** The columns that hold one value a row. */
    List<String> columns() {
        return flat.getFields().stream().map(Type::getName).toList();
    }

    /** The others. */
    List<String> nested() {
        return nested;
    }

    /** Sets which columns {@link #text} is about; before the first row. */
    void select(List<String> columns) {
        List<Type> fields = flat.getFields().stream()
                .filter(f -> columns.contains(f.getName()))
                .toList();
        flat = new MessageType(schema.getName(), fields);
        places = columns.stream()
                .mapToInt(c -> flat.containsField(c) ? flat.getFieldIndex(c) : -1)
                .toArray();
        cells = fields.stream().map(f -> ParquetCell.of(f.asPrimitiveType())).toArray(ParquetCell[]::new);
        row = new String[fields.size()];
        reader.setRequestedSchema(flat);
    }

    /** Goes to the next row; false at the end. */
    boolean next() throws IOException {
        try {
            while (left == 0) {
                pages = reader.readNextRowGroup();
                if (pages == null) {
                    return false;
                }
                begin();
            }
            left--;
            for (int i = 0; i < readers.length; i++) {
                ColumnReader column = readers[i];
                row[i] = column.getCurrentDefinitionLevel()
                                < column.getDescriptor().getMaxDefinitionLevel()
                        ? null
                        : cells[i].text(column);
                column.consume();
            }
            return true;
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private void begin() {
        left = pages.getRowCount();
        ColumnReadStoreImpl store = new ColumnReadStoreImpl(
                pages,
                new NoConverter(),
                flat,
                reader.getFooter().getFileMetaData().getCreatedBy());
        readers = flat.getColumns().stream().map(store::getColumnReader).toArray(ColumnReader[]::new);
    }

    /** The current row's cell of a selected column; null where there is no value. */
    String text(int column) {
        return places[column] < 0 ? null : row[places[column]];
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private IOException damaged(Exception e) {
        if (e instanceof UserError user) {
            throw user;
        }
        if (e.getCause() instanceof UserError user) {
            throw user;
        }
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        throw new UserError(
                file + ": can't be read as Parquet (" + FileKind.shown(List.of(reason))
                        + "). Is it whole? Write it again with the tool that made it.",
                e);
    }

    /** Values are taken from the columns; nothing is assembled. */
    private static final class NoConverter extends GroupConverter {
        @Override
        public Converter getConverter(int field) {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {
            // Nothing is assembled.
        }

        @Override
        public void end() {
            // Nothing is assembled.
        }
    }
}
