// The words of the widget. It asks for its language in its address, since a frame on somebody else's page may have
// nowhere to remember one.

const texts = {
  en: {
    chat: 'Chat',
    ask: 'Ask a question',
    send: 'Send',
    stop: 'Stop',
    close: 'Close chat',
    again: 'Try again',
    fresh: 'New chat',
    copy: 'Copy answer',
    copied: 'Copied',
    you: 'You',
    assistant: 'Assistant',
    thinking: 'Thoughts',
    thinks: 'Thinking…',
    searching: 'Looking it up…',
    queued: 'Place {place} in the queue',
    sources: 'Sources',
    source: 'Source {number}: {name}',
    back: 'Back to the chat',
    stopped: 'Stopped.',
    degraded: 'Answered with a part of the search out of order.',
    missing: 'This chat is not available. Its address may be out of date.',
    offline: 'The server cannot be reached.',
    hint: 'Answers come from documents and name their sources.',
    powered: 'Answers by Freshet',
  },
  zh: {
    chat: '聊天',
    ask: '请输入问题',
    send: '发送',
    stop: '停止',
    close: '关闭聊天',
    again: '重试',
    fresh: '新对话',
    copy: '复制回答',
    copied: '已复制',
    you: '您',
    assistant: '助手',
    thinking: '思考过程',
    thinks: '正在思考…',
    searching: '正在查找…',
    queued: '排队中，第 {place} 位',
    sources: '来源',
    source: '来源 {number}：{name}',
    back: '返回对话',
    stopped: '已停止。',
    degraded: '部分检索暂不可用，回答可能不完整。',
    missing: '此聊天不可用，地址可能已失效。',
    offline: '无法连接服务器。',
    hint: '回答来自文档，并注明出处。',
    powered: '由 Freshet 提供回答',
  },
};

const asked = new URLSearchParams(location.search);
const wanted = (asked.get('language') ?? asked.get('locale') ?? navigator.language).toLowerCase();

export const language = wanted.startsWith('zh') ? 'zh' : 'en';

export function t(name, values = {}) {
  return texts[language][name].replace(/\{(\w+)\}/g, (whole, key) => String(values[key] ?? whole));
}

document.documentElement.lang = language;
