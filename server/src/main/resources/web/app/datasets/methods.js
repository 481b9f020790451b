/** The ways to cut documents that this server has. */
export const METHODS = ['naive', 'qa', 'table', 'one', 'presentation', 'email', 'picture'];
