package io.jenkins.plugins.mlpipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    @Test
    void theSumIsThatOfTheBestOfAllOrders() {
        Random random = new Random(3);
        for (int trial = 0; trial < 200; trial++) {
            int n = 1 + random.nextInt(6);
            long[][] table = new long[n][n];
            for (long[] row : table) {
                for (int j = 0; j < n; j++) {
                    row[j] = random.nextInt(20);
                }
            }
            int[] columns = Assignment.greatest(table);
            assertThat(columns).doesNotHaveDuplicates().hasSize(n);
            assertThat(sum(table, columns)).isEqualTo(best(table, 0, new boolean[n]));
        }
    }

    private static long sum(long[][] table, int[] columns) {
        long sum = 0;
        for (int i = 0; i < columns.length; i++) {
            sum += table[i][columns[i]];
        }
        return sum;
    }

    /** Tries every order. */
    private static long best(long[][] table, int row, boolean[] used) {
        if (row == table.length) {
            return 0;
        }
        long best = Long.MIN_VALUE;
        for (int j = 0; j < table.length; j++) {
            if (!used[j]) {
                used[j] = true;
                best = Math.max(best, table[row][j] + best(table, row + 1, used));
                used[j] = false;
            }
        }
        return best;
    }
}
