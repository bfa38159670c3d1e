/** Релизы. */
export const release = {
  kind: 'Релиз',
  progress: 'Накопление по итерациям',
  planned: 'По плану',
  iterations: 'Итерации',
  closed_one: 'закрыта {{count, number}}',
  closed_few: 'закрыто {{count, number}}',
  closed_many: 'закрыто {{count, number}}',
  closed_other: 'закрыто {{count, number}}',
  newInside: 'Новая итерация…',
  delete: 'Удалить…',
  empty: 'В этом релизе пока нет итераций.',
  summary: '{{title}}: готово {{done}}, весь объём {{scope}}.',
  legend:
    'Сплошная линия: готово к концу каждой итерации. Штриховая: с учётом плана. Веер: чего ждать, от 50 % до 95 %.',
  stageDone: '{{title}}: к концу готово {{done}}.',
  stagePlanned: '{{title}}: к концу {{planned}}, если сделать всё запланированное.',
  stageRange: 'Ожидается: {{half}} с вероятностью 50 %, {{sure}} с вероятностью 85 %.',
  likely: 'С вероятностью 85 % весь объём, {{scope}}, будет готов к концу {{title}}.',
  open: 'Пятьдесят на пятьдесят: с вероятностью 85 % к концу {{title}} будет готово только {{sure}}, а весь объём {{scope}}.',
  unlikely:
    'Маловероятно: с вероятностью 85 % к концу {{title}} будет готово {{sure}}, а весь объём {{scope}}; да и с вероятностью 50 % будет не всё.',
  notForetold:
    'Прогноз появляется после трёх закрытых итераций и охватывает три следующие итерации проекта, пока они входят в этот релиз.',
  deleteNamed: 'Удалить: {{title}}',
  deleteHint: '{{title}}: удаление навсегда. Итерации останутся.',
  iterationsGo_one: 'Куда отправить {{count, number}} итерацию',
  iterationsGo_few: 'Куда отправить {{count, number}} итерации',
  iterationsGo_many: 'Куда отправить {{count, number}} итераций',
  iterationsGo_other: 'Куда отправить {{count, number}} итерации',
  deleted: '{{title}}: удалено.',
} as const;
