export default {
  en: {
    'chat.whom': 'Whom do you want to ask?',
    'chat.noAssistant': 'There is no assistant yet',
    'chat.noAssistantText': 'An assistant answers from the datasets that you give it.',
  },
  zh: {
    'chat.whom': '想问哪位助手？',
    'chat.noAssistant': '还没有助手',
    'chat.noAssistantText': '助手根据您指定的知识库来回答。',
  },
};
