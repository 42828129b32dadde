import type { LabelWords } from './label-words.ts';

/** Both scripts. */
export const chinese: LabelWords = {
  spaced: false,
  sender:
    '发送(?=邮箱|地址)|發送(?=信箱|地址)|发件人|發件人|发件|發件|寄件人|寄件者|寄信人|发信人|发送人|發送人|发送者|發送者',
  mail: '邮箱|邮件|郵件|电子|電子|信箱|地址',
  name: '名称|名稱|姓名|名',
  glue: '的|人|者|必填',
  edit: '编辑|更改|选择|編輯|選擇',
  add: '添加|新增|新的|验证|驗證',
  reply: '回复|回覆',
  test: '测试|測試',
  preview: '预览|預覽',
  previewText: '文|文本',
  subject: '主题|主旨|主題',
  audience: '收件|受众',
  alert: '通知|警报|警報',
  other: '帐户|账户|帳戶|默认|預設|评论',
};
