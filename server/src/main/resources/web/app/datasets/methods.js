/** The ways to cut documents that this server has. */
export const METHODS = ['naive', 'qa', 'table', 'book', 'laws', 'manual', 'paper', 'presentation', 'one', 'email', 'picture'];
