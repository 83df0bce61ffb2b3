package io.jenkins.plugins.mlpipeline.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFilesTest {
    private static final Path ROOT = Path.of("/disk");
    private static final Path FILE = Path.of("/disk/job/state.json");

    @TempDir
    private Path folder;

    @Test
    void writesAndReplacesWithoutLeavingAnything() throws IOException {
        Path file = folder.resolve("a/b/c.json");
        AtomicFiles.write(file, "old".getBytes(StandardCharsets.UTF_8));
        AtomicFiles.write(file, "new".getBytes(StandardCharsets.UTF_8));
        assertThat(file).hasContent("new");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
        AtomicFiles.delete(file);
        AtomicFiles.delete(file);
        assertThat(file).doesNotExist();
    }

    @Test
    void whatCanNotBeWrittenLeavesTheOldFile() throws IOException {
        Path file = folder.resolve("a.json");
        AtomicFiles.write(file, "old".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    out.write(1);
                    throw new IOException("full");
                }))
                .hasMessage("full");
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    /** Linux says "No space left on device" and no more, when the bytes are written or when the file is closed. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAFullDiskRefusesIsNamed(boolean atTheEnd) {
        Path file = folder.resolve("ledger.json");
        Disk full = new Disk() {
            @Override
            public OutputStream create(Path part) {
                return new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        if (!atTheEnd) {
                            throw new IOException("No space left on device");
                        }
                    }

                    @Override
                    public void close() throws IOException {
                        throw new IOException("No space left on device");
                    }
                };
            }
        };
        assertThatThrownBy(() -> AtomicFiles.write(full, file, out -> out.write(1)))
                .isInstanceOfSatisfying(
                        IOException.class,
                        e -> assertThat(FileProblems.failed(e))
                                .isEqualTo(
                                        file
                                                + " cannot be written: No space left on device. Free space there, or name another place."));
    }

    /** The power may go before any step. What was there is there whole, or the new content is. */
    @Test
    void aPowerCutLeavesTheOldContentOrTheNewOne() throws IOException {
        int steps = steps();
        assertThat(steps).isPositive();
        for (int cut = 0; cut < steps; cut++) {
            LosingDisk disk = new LosingDisk();
            AtomicFiles.write(disk, FILE, out -> out.write("old".getBytes(StandardCharsets.UTF_8)));
            disk.cutBefore(cut);
            assertThatThrownBy(() ->
                            AtomicFiles.write(disk, FILE, out -> out.write("new".getBytes(StandardCharsets.UTF_8))))
                    .as("cut before step " + cut)
                    .isInstanceOf(PowerCut.class);
            assertThat(disk.afterPowerCut(FILE)).as("cut before step " + cut).isIn("old", "new");
        }
    }

    @Test
    void whenItReturnsItIsStored() throws IOException {
        LosingDisk disk = new LosingDisk();
        AtomicFiles.write(disk, FILE, out -> out.write("old".getBytes(StandardCharsets.UTF_8)));
        assertThat(disk.afterPowerCut(FILE)).isEqualTo("old");
        AtomicFiles.write(disk, FILE, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
        assertThat(disk.afterPowerCut(FILE)).isEqualTo("new");
    }

    /** The disk of these tests would notice: without one of the forcings something is lost. */
    @ParameterizedTest
    @ValueSource(strings = {"force /disk/job/.state", "forceFolder /disk/job", "forceFolder /disk"})
    void eachForcingIsNeeded(String left) throws IOException {
        LosingDisk disk = new LosingDisk();
        disk.leaveOut(left);
        AtomicFiles.write(disk, FILE, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
        assertThat(disk.afterPowerCut(FILE)).isNotEqualTo("new");
    }

    private static int steps() throws IOException {
        LosingDisk disk = new LosingDisk();
        AtomicFiles.write(disk, FILE, out -> out.write("old".getBytes(StandardCharsets.UTF_8)));
        int before = disk.steps.size();
        AtomicFiles.write(disk, FILE, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));
        return disk.steps.size() - before;
    }

    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * A disk that keeps over a power cut exactly what was forced: the bytes of a file, and the names in a folder. A name
     * whose file was not forced is there with nothing behind it, as on ext4 and XFS. What the system writes back by itself it
     * may write at any time, so a rename may be there before it is forced.
     */
    private static final class LosingDisk implements Disk {
        private final List<String> steps = new ArrayList<>();
        private final Set<Path> folders = new HashSet<>(Set.of(ROOT));
        private final Set<Path> keptFolders = new HashSet<>(Set.of(ROOT));
        /** What a name stands for; an inode is known by its number. */
        private final Map<Path, Integer> names = new HashMap<>();

        private final Map<Path, Integer> keptNames = new HashMap<>();
        private final Map<Integer, String> bytes = new HashMap<>();
        private final Map<Integer, String> keptBytes = new HashMap<>();
        private String left = "nothing";
        private int cut = Integer.MAX_VALUE;
        private int inodes;

        void cutBefore(int step) {
            cut = steps.size() + step;
        }

        void leaveOut(String step) {
            left = step;
        }

        /** What a file holds; "lost" when there is none, "" when only its name was kept. */
        String afterPowerCut(Path file) {
            for (Path at = file.getParent(); !at.equals(ROOT); at = at.getParent()) {
                if (!keptFolders.contains(at)) {
                    return "lost";
                }
            }
            // A rename that was not forced may be there or not: both must be right.
            Integer renamed = names.get(file);
            Integer kept = keptNames.get(file);
            if (cut != Integer.MAX_VALUE && renamed != null && !renamed.equals(kept)) {
                String content = keptBytes.getOrDefault(renamed, "");
                if (content.isEmpty()) {
                    return content;
                }
            }
            return kept == null ? "lost" : keptBytes.getOrDefault(kept, "");
        }

        private boolean step(String what) {
            if (steps.size() >= cut) {
                throw new PowerCut();
            }
            steps.add(what);
            return !what.startsWith(left) || what.startsWith("forceFolder") && !what.equals(left);
        }

        @Override
        public boolean isFolder(Path at) {
            return folders.contains(at);
        }

        @Override
        public void makeFolder(Path at) {
            step("makeFolder " + at);
            folders.add(at);
        }

        @Override
        public OutputStream create(Path file) {
            step("create " + file);
            int inode = ++inodes;
            names.put(file, inode);
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    step("write " + file);
                    bytes.put(inode, toString(StandardCharsets.UTF_8));
                }
            };
        }

        @Override
        public void force(Path file) {
            if (step("force " + file)) {
                keptBytes.put(names.get(file), bytes.get(names.get(file)));
            }
        }

        @Override
        public void forceFolder(Path at) {
            if (step("forceFolder " + at)) {
                folders.stream().filter(f -> at.equals(f.getParent())).forEach(keptFolders::add);
                keptNames.keySet().removeIf(f -> at.equals(f.getParent()));
                names.forEach((name, inode) -> {
                    if (at.equals(name.getParent())) {
                        keptNames.put(name, inode);
                    }
                });
            }
        }

        @Override
        public void move(Path from, Path to) {
            step("move " + from);
            names.put(to, names.remove(from));
        }

        @Override
        public void delete(Path file) {
            step("delete " + file);
            names.remove(file);
        }
    }
}
