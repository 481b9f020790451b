package dev.freshet.model;

import dev.freshet.model.ModelInfo.Capability;
import dev.freshet.model.Provider.Driver;
import dev.freshet.model.Provider.KnownModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The providers and their models, as data: `providers.tsv` beside this class.
///
/// A line `provider` has name, tags, driver, address, types, suffix, and form and address of its
/// rerankers; the lines `model` below it have name, type, window and capabilities.
public final class ProviderTable {
    private final Map<String, Provider> providers;

    private ProviderTable(Map<String, Provider> providers) {
        this.providers = providers;
    }

    /// Reads the table that comes with the program.
    public static ProviderTable load() {
        try (InputStream file = ProviderTable.class.getResourceAsStream("providers.tsv")) {
            if (file == null) {
                throw new IllegalStateException("the provider table is missing");
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException error) {
            throw new UncheckedIOException("the provider table cannot be read", error);
        }
    }

    private static ProviderTable parse(String text) {
        Map<String, Provider> providers = new LinkedHashMap<>();
        List<KnownModel> models = new ArrayList<>();
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        for (String line : lines.reversed()) {
            List<String> cells = Arrays.asList(line.split("\t", -1));
            switch (cells.getFirst()) {
                case "model" -> models.addFirst(model(cells));
                case "provider" -> {
                    providers.put(cells.get(1), provider(cells, models));
                    models.clear();
                }
                default -> throw new IllegalStateException("the provider table has an unknown line: " + line);
            }
        }
        Map<String, Provider> inOrder = new LinkedHashMap<>();
        List.copyOf(providers.values()).reversed().forEach(provider -> inOrder.put(provider.name(), provider));
        return new ProviderTable(inOrder);
    }

    private static Provider provider(List<String> cells, List<KnownModel> models) {
        return new Provider(
                cells.get(1),
                cells.get(2),
                Driver.valueOf(cells.get(3).toUpperCase(Locale.ROOT)),
                cells.get(4),
                Arrays.stream(cells.get(5).split(",")).map(ProviderTable::type).toList(),
                cells.get(6),
                new Provider.Rerank(RerankForm.valueOf(cells.get(7).toUpperCase(Locale.ROOT)), cells.get(8)),
                models);
    }

    private static KnownModel model(List<String> cells) {
        ModelType type = type(cells.get(2));
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        Arrays.stream(cells.get(4).split(","))
                .filter(word -> !word.isEmpty())
                .map(word -> Capability.valueOf(word.toUpperCase(Locale.ROOT)))
                .forEach(capabilities::add);
        return new KnownModel(cells.get(1), type, Integer.parseInt(cells.get(3)), capabilities);
    }

    private static ModelType type(String key) {
        return ModelType.of(key).orElseThrow(() -> new IllegalStateException("unknown model type " + key));
    }

    /// All providers, in the order of the table.
    public List<Provider> all() {
        return List.copyOf(providers.values());
    }

    public Optional<Provider> find(String name) {
        return Optional.ofNullable(providers.get(name));
    }

    /// Takes a model's name apart: with more than two parts the last one is the provider; with two it is, if the
    /// table knows it; else all of it is the model's name, and the result is empty.
    public Optional<ModelName> split(String text) {
        int at = text.lastIndexOf('@');
        if (at <= 0 || at == text.length() - 1) {
            return Optional.empty();
        }
        String provider = text.substring(at + 1);
        boolean several = text.indexOf('@') < at;
        return several || providers.containsKey(provider)
                ? Optional.of(new ModelName(text.substring(0, at), provider))
                : Optional.empty();
    }

    /// The environment variable that sets a provider's address: its name in capitals, each run of other
    /// characters one underscore.
    public static String variable(String provider) {
        return "FRESHET_MODELS_BASE_URL_" + provider.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    }
}
