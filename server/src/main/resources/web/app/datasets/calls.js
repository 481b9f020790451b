// What the pages of datasets ask of the server.

import { get, post, queryText } from '../api.js';

/** States of a document as the wire has them. */
export const RUN = { waiting: '0', running: '1', stopped: '2', done: '3', failed: '4' };

export const listDatasets = (query = {}) => post(`/v1/kb/list${queryText(query)}`);
export const findDataset = (id) => get('/v1/kb/detail', { kb_id: id });
export const createDataset = async (fields) => (await post('/v1/kb/create', fields)).kb_id;
export const changeDataset = (dataset, fields) =>
  post('/v1/kb/update', {
    kb_id: dataset.id,
    name: dataset.name,
    description: dataset.description ?? '',
    parser_id: dataset.parser_id,
    ...fields,
  });
export const removeDataset = (id) => post('/v1/kb/rm', { kb_id: id });

export const listDocuments = (dataset, query, runs = []) =>
  post(`/v1/document/list${queryText({ kb_id: dataset, ...query })}`, { run_status: runs });
export const countDocuments = (dataset) => post('/v1/document/filter', { kb_id: dataset });
export const findDocument = async (id) => (await post('/v1/document/infos', { doc_ids: [id] }))[0];
export const parseDocuments = (ids) => post('/v1/document/run', { doc_ids: ids, run: '1' });
export const stopDocuments = (ids) => post('/v1/document/run', { doc_ids: ids, run: '2' });
export const enableDocuments = (ids, enabled) => post('/v1/document/change_status', { doc_ids: ids, status: enabled ? '1' : '0' });
export const removeDocuments = (ids) => post('/v1/document/rm', { doc_id: ids });
export const renameDocument = (id, name) => post('/v1/document/rename', { doc_id: id, name });

export const listChunks = (document, { page, size, keywords, available }) =>
  post('/v1/chunk/list', { doc_id: document, page, size, keywords, available_int: available });
export const findChunk = (id) => get('/v1/chunk/get', { chunk_id: id });
export const addChunk = (document, fields) => post('/v1/chunk/create', { doc_id: document, ...fields });
export const changeChunk = (document, chunk, fields) => post('/v1/chunk/set', { doc_id: document, chunk_id: chunk, ...fields });
export const enableChunks = (document, ids, enabled) =>
  post('/v1/chunk/switch', { doc_id: document, chunk_ids: ids, available_int: enabled ? 1 : 0 });
export const removeChunks = (document, ids) => post('/v1/chunk/rm', { doc_id: document, chunk_ids: ids });

export const tryRetrieval = (body) => post('/v1/chunk/retrieval_test', body);

/** The models of a kind that can be used now, as [{value: 'name@Factory', text, factory}]. */
export async function usableModels(type) {
  const factories = await get('/v1/llm/list', { model_type: type });
  return Object.entries(factories).flatMap(([factory, models]) =>
    models
      .filter((model) => model.available && model.model_type === type)
      .map((model) => ({ value: `${model.llm_name}@${factory}`, text: `${plainName(model.llm_name)} · ${factory}`, factory })),
  );
}

/** A stored name without the suffix that tells self-hosted providers apart. */
export const plainName = (name) => name.replace(/___[\w-]+$/, '');
