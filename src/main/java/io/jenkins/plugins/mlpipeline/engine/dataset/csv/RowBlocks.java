package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.io.IOException;
import java.util.List;

/** The rows of several files in blocks, one file after another. One thread at a time. */
public final class RowBlocks {
    private final List<CsvBlocks> files;
    private int current;

    /** @param files at least one */
    RowBlocks(List<CsvBlocks> files) {
        this.files = files;
    }

    /** A block to fill. */
    public CsvBlock newBlock() {
        return files.get(0).newBlock();
    }

    /**
     * Fills a block with the next rows; it may get none when there are empty lines only.
     *
     * @param block is used again where it is of the right file
     * @return the block that was filled, this one or another; null at the end of the last file
     */
    public CsvBlock next(CsvBlock block) throws IOException {
        CsvBlock fitting = block;
        while (current < files.size()) {
            CsvBlocks blocks = files.get(current);
            if (!blocks.isOf(fitting)) {
                fitting = blocks.newBlock();
            }
            if (blocks.next(fitting)) {
                return fitting;
            }
            current++;
        }
        return null;
    }

    /** The line behind the last block, in its file. */
    public long line() {
        return files.get(Math.min(current, files.size() - 1)).line();
    }

    /** Whether the last block was the end of the last file. */
    public boolean ended() {
        return current == files.size()
                || current == files.size() - 1 && files.get(current).ended();
    }
}
