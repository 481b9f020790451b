export default {
  en: {
    'welcome.title': 'Welcome to Freshet',
    'welcome.lead': 'Three steps, and your documents answer questions.',
    'welcome.model': 'Choose who answers',
    'welcome.builtin': 'Built-in models',
    'welcome.builtinText': 'Ready now, without a key or network. They quote what your documents say.',
    'welcome.provider': 'Add a provider',
    'welcome.providerText': 'A model of OpenAI, Ollama or another provider writes the answers in its own words.',
    'welcome.providerChosen': 'by {factory}; choose again to change it.',
    'welcome.documents': 'Bring your documents',
    'welcome.dataset': 'My documents',
    'welcome.noDocument': 'No document at hand?',
    'welcome.sample': 'Use a sample',
    'welcome.more': 'and {count} more',
    'welcome.more.one': 'and one more',
    'welcome.ask': 'Ask',
    'welcome.assistant': 'My assistant',
    'welcome.question': 'What would you like to know?',
    'welcome.askWaiting': 'As soon as a document is ready',
    'welcome.askAction': 'Ask',
    'welcome.later': 'Skip, I know my way around',
    'welcome.sampleName': 'guest-house-rules.md',
    'welcome.sampleQuestion1': 'When is breakfast served?',
    'welcome.sampleQuestion2': 'What does a late check-out cost?',
    'welcome.sampleText': `# Rules of the guest house at the weir

## Arriving and leaving

Rooms are ready from 3 p.m. on the day of arrival. Guests leave their rooms by 11 a.m.; a late check-out until 2 p.m. costs 20 euros and has to be asked for the evening before. Keys go into the box beside the front door.

## Breakfast

Breakfast is served from 7.30 to 10 a.m. in the garden room, on Sundays until 11 a.m. Whoever leaves earlier gets a packed breakfast when the kitchen knows of it by 8 p.m.

## The river

Swimming is allowed above the weir and forbidden below it. The two rowing boats may be used until dusk. When the red flag is out, the water is too high and nobody may be on it.

## Quiet

From 10 p.m. on, the house is quiet. The sauna closes at 9.30 p.m.
`,
  },
  zh: {
    'welcome.title': '欢迎使用 Freshet',
    'welcome.lead': '三步之后，您的文档就能回答问题。',
    'welcome.model': '选择由谁回答',
    'welcome.builtin': '内置模型',
    'welcome.builtinText': '立即可用，无需密钥，也无需联网，直接摘录文档原文。',
    'welcome.provider': '添加供应商',
    'welcome.providerText': '由 OpenAI、Ollama 或其他供应商的模型用自己的话撰写回答。',
    'welcome.providerChosen': '由 {factory} 提供，再次点击可更换。',
    'welcome.documents': '放入文档',
    'welcome.dataset': '我的文档',
    'welcome.noDocument': '手边没有文档？',
    'welcome.sample': '使用示例',
    'welcome.more': '以及另外 {count} 个',
    'welcome.ask': '提问',
    'welcome.assistant': '我的助手',
    'welcome.question': '您想了解什么？',
    'welcome.askWaiting': '文档就绪后即可提问',
    'welcome.askAction': '提问',
    'welcome.later': '跳过，我自己来',
    'welcome.sampleName': '河畔民宿须知.md',
    'welcome.sampleQuestion1': '早餐几点供应？',
    'welcome.sampleQuestion2': '延迟退房要多少钱？',
    'welcome.sampleText': `# 河畔民宿住客须知

## 入住与退房

入住当天 15:00 起可以进房。退房时间为 11:00；延迟退房最晚到 14:00，收费 20 元，须在前一晚提出。钥匙请投入大门旁的箱子。

## 早餐

早餐在花园餐厅供应，时间为 7:30 至 10:00，星期日延长到 11:00。提早离店的客人如在前一晚 20:00 前告知厨房，可以领取早餐盒。

## 河边

拦河坝上游可以游泳，下游禁止游泳。两条划艇可以用到天黑。挂出红旗时表示水位过高，任何人不得下水。

## 安静

22:00 以后请保持安静。桑拿房 21:30 关闭。
`,
  },
};
