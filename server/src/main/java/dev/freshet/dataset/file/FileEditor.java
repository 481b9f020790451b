package dev.freshet.dataset.file;

import dev.freshet.blob.BlobStore;
import dev.freshet.core.AppException;
import dev.freshet.core.DocumentId;
import dev.freshet.core.Id.FileId;
import dev.freshet.core.Page;
import dev.freshet.core.TenantId;
import dev.freshet.dataset.Dataset;
import dev.freshet.dataset.Document;
import dev.freshet.dataset.DocumentQuery;
import dev.freshet.dataset.DocumentStore;
import dev.freshet.dataset.edit.DocumentEditor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Keeps files, makes documents of them, and takes both away; searches see each change when the call returns.
public final class FileEditor {
    private final FileStore files;
    private final FileLinkStore links;
    private final DocumentStore documents;
    private final DocumentEditor editor;
    private final BlobStore blobs;

    public FileEditor(
            FileStore files, FileLinkStore links, DocumentStore documents, DocumentEditor editor, BlobStore blobs) {
        this.files = files;
        this.links = links;
        this.documents = documents;
        this.editor = editor;
        this.blobs = blobs;
    }

    /// Takes an uploaded file into a folder; folders in its name are made where they are not there.
    ///
    /// @param createdBy the user
    /// @param path the file's name, perhaps with folders before it
    /// @param upload where the bytes are; the file is taken over
    public FileEntry upload(FileEntry folder, String createdBy, String path, Path upload) {
        List<String> names = names(path);
        FileEntry into = folder;
        for (String name : names.subList(0, names.size() - 1)) {
            into = files.folder(into, createdBy, name);
        }
        String name = names.getLast();
        String location = blobs.put(upload);
        return files.insert(new NewFile(into, createdBy, name, FileType.of(name), location, blobs.size(location)));
    }

    /// Deletes files and folders with all that is in them, and the documents that were made of these.
    ///
    /// @throws AppException.Rejected when the root folder is among them
    public void delete(TenantId tenant, Collection<FileEntry> entries) {
        if (entries.stream().anyMatch(FileEntry::isRoot)) {
            throw AppException.invalid("The root folder cannot be deleted.");
        }
        List<FileId> ids = entries.stream().map(FileEntry::id).toList();
        unlink(tenant, files.within(tenant, ids));
        files.delete(tenant, ids).forEach(blobs::delete);
    }

    /// Gives a file another name, and the documents made of it too, where it is free in their datasets.
    ///
    /// @throws AppException.Rejected when the name is taken in its folder
    public void rename(FileEntry entry, String name) {
        files.rename(entry, name);
        for (FileLink link : links.of(entry.tenant(), List.of(entry.id()))) {
            if (documents
                            .list(entry.tenant(), link.dataset(), DocumentQuery.named(name), new Page(1, 1))
                            .total()
                    == 0) {
                editor.rename(entry.tenant(), link.document(), name);
            }
        }
    }

    /// Makes a document of each file in each dataset, in place of those that were made of it before.
    ///
    /// @param entries files; folders stand for the files in them
    /// @throws AppException.Rejected when no document can be made of one; then nothing has changed
    public List<FileLink> link(List<FileEntry> entries, List<Dataset> datasets, String createdBy) {
        List<FileEntry> all = new ArrayList<>();
        for (FileEntry entry : entries) {
            files.within(entry.tenant(), List.of(entry.id())).stream()
                    .filter(each -> !each.isFolder())
                    .forEach(all::add);
        }
        all.forEach(FileEditor::refuseUnreadable);
        List<FileLink> made = new ArrayList<>();
        for (FileEntry file : all) {
            unlink(file.tenant(), List.of(file));
            for (Dataset dataset : datasets) {
                Document document = editor.add(dataset, createdBy, file.name(), copy(file));
                made.add(links.add(file, dataset, document));
            }
        }
        return made;
    }

    /// Deletes the documents that were made of these files, and says how many there were.
    public int unlink(TenantId tenant, Collection<FileEntry> entries) {
        List<FileLink> made =
                links.of(tenant, entries.stream().map(FileEntry::id).toList());
        for (FileLink link : made) {
            List<DocumentId> one = List.of(link.document());
            editor.delete(tenant, link.dataset(), one);
        }
        return made.size();
    }

    private static void refuseUnreadable(FileEntry file) {
        if (file.type() == FileType.OTHER || file.location().isEmpty()) {
            throw AppException.invalid(file.name() + ": This type of file has not been supported yet!");
        }
    }

    private Path copy(FileEntry file) {
        Path copy = blobs.createTemporary();
        try (InputStream in = blobs.open(file.location())) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException error) {
            throw new AppException.Broken("a kept file cannot be copied", error);
        }
    }

    private static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (!name.isBlank() && !name.equals(".") && !name.equals("..")) {
                names.add(name.strip());
            }
        }
        if (names.isEmpty()) {
            throw AppException.invalid("A file needs a name.");
        }
        return names;
    }
}
