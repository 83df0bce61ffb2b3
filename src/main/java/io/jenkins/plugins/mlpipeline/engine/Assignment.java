package io.jenkins.plugins.mlpipeline.engine;

import java.util.Arrays;

/** Gives each row of a square table a column of its own, so that the sum of the cells is the greatest (Kuhn 1955, Munkres 1957). */
public final class Assignment {
    private Assignment() {}

    /**
     * The column of each row; n^3 steps.
     *
     * @param table n rows of n numbers each, all of them at least 0
     */
    public static int[] greatest(long[][] table) {
        int n = table.length;
        // Potentials and the matching are 1-based; column 0 stands for the row that is being placed.
        long[] ofRow = new long[n + 1];
        long[] ofColumn = new long[n + 1];
        int[] rowOf = new int[n + 1];
        int[] before = new int[n + 1];
        for (int row = 1; row <= n; row++) {
            rowOf[0] = row;
            int column = 0;
            long[] slack = new long[n + 1];
            Arrays.fill(slack, Long.MAX_VALUE);
            boolean[] used = new boolean[n + 1];
            do {
                used[column] = true;
                int placing = rowOf[column];
                long least = Long.MAX_VALUE;
                int next = 0;
                for (int j = 1; j <= n; j++) {
                    if (!used[j]) {
                        long reduced = -table[placing - 1][j - 1] - ofRow[placing] - ofColumn[j];
                        if (reduced < slack[j]) {
                            slack[j] = reduced;
                            before[j] = column;
                        }
                        if (slack[j] < least) {
                            least = slack[j];
                            next = j;
                        }
                    }
                }
                for (int j = 0; j <= n; j++) {
                    if (used[j]) {
                        ofRow[rowOf[j]] += least;
                        ofColumn[j] -= least;
                    } else {
                        slack[j] -= least;
                    }
                }
                column = next;
            } while (rowOf[column] != 0);
            while (column != 0) {
                rowOf[column] = rowOf[before[column]];
                column = before[column];
            }
        }
        int[] columns = new int[n];
        for (int j = 1; j <= n; j++) {
            columns[rowOf[j] - 1] = j - 1;
        }
        return columns;
    }
}
