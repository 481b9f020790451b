// What the pages of models ask of the server.

import { get, post } from '../api.js';

export const listProviders = () => get('/v1/llm/factories');
export const ownModels = () => get('/v1/llm/my_llms', { include_details: 'true' });
export const knownModels = () => get('/v1/llm/list');
export const setKey = (fields) => post('/v1/llm/set_api_key', fields);
export const addModel = (fields) => post('/v1/llm/add_llm', fields);
export const testModel = (fields) => post('/v1/llm/test', fields);
export const offeredModels = (fields) => post('/v1/llm/offered', fields);
export const enableModel = (factory, name, enabled) =>
  post('/v1/llm/enable_llm', { llm_factory: factory, llm_name: name, status: enabled ? '1' : '0' });
export const removeModel = (factory, name) => post('/v1/llm/delete_llm', { llm_factory: factory, llm_name: name });
export const removeProvider = (factory) => post('/v1/llm/delete_factory', { llm_factory: factory });
export const defaults = () => get('/v1/user/tenant_info');

/** Changes some of the default models; the server wants to be told of all. */
export async function setDefaults(change) {
  const { tenant_id, llm_id, embd_id, asr_id, img2txt_id, rerank_id, tts_id } = await defaults();
  return post('/v1/user/set_tenant_info', { tenant_id, llm_id, embd_id, asr_id, img2txt_id, rerank_id, tts_id, ...change });
}

/** Those shown first, since most people look for one of them. */
export const POPULAR = ['OpenAI', 'Ollama', 'OpenAI-API-Compatible', 'DeepSeek', 'Tongyi-Qianwen', 'VLLM', 'ZHIPU-AI', 'Moonshot', 'Mistral', 'OpenRouter', 'SILICONFLOW', 'LM-Studio'];

/** Where local servers listen unless they were told otherwise. */
export const EXAMPLE_ADDRESSES = {
  Ollama: 'http://127.0.0.1:11434/v1',
  VLLM: 'http://127.0.0.1:8000/v1',
  'LM-Studio': 'http://127.0.0.1:1234/v1',
  LocalAI: 'http://127.0.0.1:8080/v1',
  Xinference: 'http://127.0.0.1:9997/v1',
};
