package io.jenkins.plugins.mlpipeline.config;

import com.thoughtworks.xstream.io.HierarchicalStreamReader;
import hudson.util.XStream2;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Whether all that a stored configuration lists was read. Jenkins leaves out, without an error, what it knows no class for; of
 * gates that always apply that must not happen.
 */
final class StoredLists {
    private StoredLists() {}

    /**
     * Compares.
     *
     * @param file the configuration as XML
     * @param read what was read of it, by the name of the list; a list may be null
     */
    static boolean wereRead(Path file, Map<String, List<?>> read) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            HierarchicalStreamReader reader = XStream2.getDefaultDriver().createReader(in);
            while (reader.hasMoreChildren()) {
                reader.moveDown();
                if (read.containsKey(reader.getNodeName())
                        && children(reader) != size(read.get(reader.getNodeName()))) {
                    return false;
                }
                reader.moveUp();
            }
            return true;
        }
    }

    private static int size(List<?> list) {
        return list == null ? 0 : list.size();
    }

    private static int children(HierarchicalStreamReader reader) {
        int children = 0;
        while (reader.hasMoreChildren()) {
            reader.moveDown();
            reader.moveUp();
            children++;
        }
        return children;
    }
}
