// An assistant as a form has it, and as the server stores it.

const NO_MODEL = '';

/** The form of a stored assistant; of a new one when there is none. `prompt` is the text that a new one begins with. */
export function draftOf(assistant, prompt) {
  const config = assistant?.prompt_config ?? {};
  const generation = assistant?.llm_setting ?? {};
  return {
    name: assistant?.name ?? '',
    description: assistant?.description ?? '',
    datasets: assistant?.kb_ids ?? [],
    model: assistant?.llm_id ?? NO_MODEL,
    prologue: config.prologue ?? '',
    system: assistant ? (config.system ?? '') : prompt,
    empty: config.empty_response ?? '',
    quote: config.quote ?? true,
    refine: config.refine_multiturn ?? true,
    keyword: config.keyword ?? false,
    temperature: generation.temperature ?? null,
    maxTokens: generation.max_tokens ?? '',
    threshold: assistant?.similarity_threshold ?? 0.2,
    vector: assistant?.vector_similarity_weight ?? 0.3,
    passages: assistant?.top_n ?? 6,
    reranker: assistant?.rerank_id ?? NO_MODEL,
  };
}

/** What is sent to store it; settings that the form does not show stay as they are. */
export function bodyOf(draft, assistant) {
  return {
    ...(assistant ? { dialog_id: assistant.id } : {}),
    name: draft.name.trim(),
    description: draft.description.trim(),
    kb_ids: draft.datasets,
    ...(draft.model === NO_MODEL ? {} : { llm_id: draft.model }),
    llm_setting: generationOf(draft, assistant?.llm_setting),
    similarity_threshold: draft.threshold,
    vector_similarity_weight: draft.vector,
    top_n: draft.passages,
    rerank_id: draft.reranker,
    prompt_config: {
      ...assistant?.prompt_config,
      system: draft.system,
      prologue: draft.prologue,
      empty_response: draft.empty,
      quote: draft.quote,
      refine_multiturn: draft.refine,
      keyword: draft.keyword,
      parameters: parametersOf(draft.system, assistant?.prompt_config?.parameters ?? []),
    },
  };
}

function generationOf(draft, present = {}) {
  const { temperature: _, max_tokens: __, ...rest } = present;
  return {
    ...rest,
    ...(draft.temperature === null ? {} : { temperature: draft.temperature }),
    ...(Number(draft.maxTokens) > 0 ? { max_tokens: Number(draft.maxTokens) } : {}),
  };
}

function parametersOf(system, present) {
  const others = present.filter((one) => one.key !== 'knowledge');
  return system.includes('{knowledge}') ? [{ key: 'knowledge', optional: false }, ...others] : others;
}

/** What is wrong with it, by field: names of texts. */
export function mistakesOf(draft) {
  const mistakes = {};
  if (!draft.name.trim()) {
    mistakes.name = 'assistants.needsName';
  }
  if (draft.datasets.length === 0 && draft.system.includes('{knowledge}')) {
    mistakes.datasets = 'assistants.needsDataset';
  }
  if (draft.datasets.length > 0 && !draft.system.includes('{knowledge}')) {
    mistakes.system = 'assistants.needsKnowledge';
  }
  return mistakes;
}
