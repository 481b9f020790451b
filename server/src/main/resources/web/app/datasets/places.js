// Where chunks stand: rows of five numbers, which are page, left, right, top and bottom in points on a PDF. Texts without
// pages have the chunk's ordinal five times.

import { listChunks } from './calls.js';

export const isPdf = (document) => (document.name ?? document.docnm_kwd ?? '').toLowerCase().endsWith('.pdf');

/** The pages that a chunk stands on. */
export const pagesOf = (chunk) => [...new Set((chunk.positions ?? []).map(([page]) => page))];

/** The boxes of a chunk's lines on a page, those of one paragraph joined where they touch. */
export function boxesOn(chunk, page) {
  const joined = [];
  for (const [on, left, right, top, bottom] of chunk.positions ?? []) {
    if (on !== page) {
      continue;
    }
    const last = joined.at(-1);
    const height = bottom - top;
    if (last && top - last.bottom < height * 0.9 && top >= last.top && left < last.right && right > last.left) {
      last.left = Math.min(last.left, left);
      last.right = Math.max(last.right, right);
      last.bottom = Math.max(last.bottom, bottom);
    } else {
      joined.push({ left, right, top, bottom });
    }
  }
  return joined;
}

/** The page of the list of chunks that a chunk is on. The list is sorted by place, so halving finds it soon. */
export async function pageOfChunk(document, chunk, size) {
  const at = (page) => listChunks(document, { page, size });
  const first = await at(1);
  const last = Math.ceil(first.total / size);
  const has = (list) => list.chunks.some((one) => one.chunk_id === chunk.chunk_id);
  if (has(first) || last <= 1) {
    return 1;
  }
  let low = 2;
  let high = last;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const list = await at(middle);
    if (has(list)) {
      return middle;
    }
    if (list.chunks.length > 0 && compare(chunk, list.chunks[0]) < 0) {
      high = middle - 1;
    } else {
      low = middle + 1;
    }
  }
  return 1;
}

function compare(one, other) {
  const [a, b] = [one, other].map((chunk) => chunk.positions?.[0] ?? [0, 0, 0, 0, 0]);
  return a[0] - b[0] || a[3] - b[3];
}
