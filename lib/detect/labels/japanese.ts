import type { LabelWords } from './label-words.ts';

export const japanese: LabelWords = {
  spaced: false,
  sender: '差出人|差出元|送信(?=用|アドレス|メール)|送信元|送信者|発信者|発信元|配信元',
  mail: 'e?メール|アドレス',
  name: '表示名|名前|名称|氏名|姓名|名',
  glue: 'の|を|人|者|必須|任意',
  edit: '編集|変更|選択',
  add: '追加|新規|新しい|認証|確認する',
  reply: '返信',
  test: 'テスト',
  preview: 'プレビュー',
  previewText: 'テキスト|文',
  subject: '件名',
  audience: '宛先|受信者|送信先|配信先|オーディエンス',
  alert: '通知|アラート|社内',
  other: 'アカウント|既定|デフォルト|お問い合わせ|コメント',
};
