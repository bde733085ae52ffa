// The words of the page in Chinese and English. Printed text of the official form and texts from
// the server are not here.

const WORDS = {
  brand: ['呈报', 'Chengbao'],
  skip: ['跳到表格', 'Skip to the form'],
  tools: ['文件与编辑', 'File and edit'],
  sheet: ['报告', 'Report'],
  side: ['检查与预览', 'Checks and preview'],
  views: ['切换视图', 'Views'],
  viewForm: ['填表', 'Form'],
  new: ['新建', 'New'],
  open: ['打开…', 'Open…'],
  previous: ['上年报告…', 'Last year…'],
  undo: ['撤销', 'Undo'],
  redo: ['重做', 'Redo'],
  undoKeys: ['撤销（Ctrl+Z）', 'Undo (Ctrl+Z)'],
  redoKeys: ['重做（Ctrl+Y）', 'Redo (Ctrl+Y)'],
  saveYaml: ['保存 YAML', 'Save YAML'],
  yamlTitle: ['把填写的内容存成数据文件，以后可以再打开', 'Save the data as a file that can be opened again'],
  take: ['下载', 'Download'],
  head: ['报告信息', 'About the report'],
  formsNow: ['{year}年度施行', 'In force for {year}'],
  formsOther: ['其他年度', 'Other years'],
  characters: ['{n} 字', '{n} characters'],
  charactersOf: ['{n} / {max} 字', '{n} of {max} characters'],
  copyTable: ['复制整表', 'Copy table'],
  fillZeros: ['空白格填 0', 'Fill blanks with 0'],
  filledZeros: ['已有 {n} 个空白格填了 0（总计除外），可撤销。', '{n} blanks filled with 0 (except totals); you can undo this.'],
  fixAll: ['一并按表中数据重算 {n} 处', 'Recalculate all {n} from the table'],
  fixAllMixed: ['一并重算或改正写法 {n} 处', 'Recalculate or reformat all {n}'],
  picked: ['已选 {rows} 行 {columns} 列，共 {n} 格', '{rows} by {columns} selected, {n} cells'],
  pickedOne: ['已选 1 格', '1 cell selected'],
  copiedCells: ['已复制 {n} 格，可粘贴到 Excel 或 WPS。', '{n} cells copied; you can paste them into a spreadsheet.'],
  cutCells: ['已剪切 {n} 格，可撤销。', '{n} cells cut; you can undo this.'],
  cleared: ['已清空 {n} 格，可撤销。', '{n} cells cleared; you can undo this.'],
  copied: ['已复制，可粘贴到 Excel 或 WPS。', 'Copied; you can paste it into a spreadsheet.'],
  notCopied: ['浏览器不允许复制，请选中后用 Ctrl+C。', 'The browser does not allow copying; select the cells and press Ctrl+C.'],
  sum: ['各项之和 {n}', 'terms add up to {n}'],
  sumTake: ['点击填入；键盘按 Alt+=', 'Click to use it, or press Alt+='],
  difference: ['{left}（左）≠ {right}（右），差 {n}', '{left} (left) ≠ {right} (right), off by {n}'],
  pasted: ['已粘贴 {n} 格。', '{n} cells pasted.'],
  notFit: ['粘贴 {rows} 行 {columns} 列：填入 {n} 格，有 {left} 格不能填入：{first}',
    'Pasted {rows} by {columns}: {n} cells filled, {left} could not be: {first}'],
  checks: ['检查', 'Checks'],
  'wrong-many': ['{n} 处错误', '{n} errors'],
  'wrong-one': ['1 处错误', '1 error'],
  'review-many': ['{n} 处提醒', '{n} warnings'],
  'review-one': ['1 处提醒', '1 warning'],
  'not-yet-many': ['{n} 项未填', '{n} to fill in'],
  'not-yet-one': ['1 项未填', '1 to fill in'],
  noFindings: ['没有发现问题', 'No problems found'],
  wrong: ['错误', 'Error'],
  review: ['提醒', 'Warning'],
  'not-yet': ['未填', 'To fill in'],
  jump: ['到该处', 'Go there'],
  fixSafe: ['改为“{text}”', 'Change to “{text}”'],
  fixSeveral: ['这 {n} 处填“{text}”', 'Enter “{text}” in all {n}'],
  fixEmpty: ['删去', 'Remove'],
  isRecomputed: ['按表中其他数据重算', 'Recalculated from the other figures of the table'],
  isRespelt: ['只改写法，不改内容', 'Changes the format, not the value'],
  isSuggested: ['推算的数，请与台账核实', 'A suggestion; verify it against your records'],
  isZero: ['没有发生的才填 0，请核实', 'Only where nothing happened; verify it first'],
  fixed: ['已改正，可撤销。', 'Fixed; you can undo this.'],
  checking: ['正在检查…', 'Checking…'],
  preview: ['预览', 'Preview'],
  pageBack: ['上一页', 'Previous page'],
  pageNext: ['下一页', 'Next page'],
  pageOf: ['第 {page} 页，共 {pages} 页', 'Page {page} of {pages}'],
  zoomIn: ['放大', 'Zoom in'],
  zoomOut: ['缩小', 'Zoom out'],
  drawing: ['正在排版…', 'Preparing the pages…'],
  oldPreview: ['有错误，改正后更新预览。', 'There are errors; fix them to update the preview.'],
  unfinishedPreview: ['还有必填的内容没有填，填好后更新预览。', 'Some required parts are still empty; the preview follows when they are filled in.'],
  noPreview: ['暂时无法预览，请稍后再试。', 'No preview at the moment; try again later.'],
  chart: ['图表', 'Chart'],
  takeChart: ['下载 SVG', 'Download SVG'],
  stateNone: ['草稿', 'Draft'],
  stateIncomplete: ['草稿 · 审签中', 'Draft · sign-off in progress'],
  stateComplete: ['审签完成', 'Signed off'],
  stateBroken: ['草稿 · 审签后有改动', 'Draft · changed since sign-off'],
  saved: ['已自动保存在本机', 'Saved in this browser'],
  notSaved: ['浏览器存储空间不够，内容没有自动保存。请点“保存 YAML”存成文件。', 'The browser has no space left, so your work was not saved. Use “Save YAML”.'],
  otherWindow: ['另一个窗口也在填写这份报告，改动已同步到这里。', 'This report is also open in another window; changes appear here.'],
  away: ['连不上服务器。可以继续填写，内容已保存在本机，连上后自动检查。', 'No connection to the server. Keep typing: your work is saved here and checked when it is back.'],
  back: ['已重新连上服务器。', 'Connected to the server again.'],
  failed: ['没有完成：{detail}', 'This failed: {detail}'],
  hasErrors: ['报告有错误，未生成文件。请按检查结果改正。', 'The report has errors; no file was made. Fix them as listed under Checks.'],
  fileMade: ['已生成 {name}', '{name} is ready'],
  fileAnew: ['已生成 {name}。这是新文件，没有原文件里的注释；注释还要用的，请留好原文件。',
    '{name} is ready. It is a new file without the comments of your original file. Keep the original if you need them.'],
  fileAnewAway: ['已生成 {name}。现在连不上服务器，文件中没有原文件里的注释；连上后请再保存一次。',
    '{name} is ready, but without the comments of your original file, as the server cannot be reached. Save it again later.'],
  draftMade: ['已生成草稿 {name}（审签未完成）', 'The draft {name} is ready (not signed off)'],
  opened: ['已打开 {name}', 'Opened {name}'],
  notRead: ['没有打开 {name}：{detail}', '{name} was not opened: {detail}'],
  chartName: ['{issuer}{year}年图表', '{issuer}-{year}-charts'],
  newMade: ['已新建；原来的内容可用“撤销”取回。', 'New report started; “Undo” brings the previous one back.'],
  carried: ['已带入上年报告 {name}，填入 {n} 项。', 'Last year’s report {name} was added; {n} values were carried over.'],
  compared: ['已带入上年报告 {name}，用于跨年检查和图表。', 'Last year’s report {name} was added, for year-on-year checks and the charts.'],
  needsServer: ['现在连不上服务器。连上服务器后才能使用。', 'This needs a connection to the server.'],
  busy: ['正在处理', 'Working'],
  making: ['正在生成…', 'Making the file…'],
  reading: ['正在读取…', 'Reading…'],
  loading: ['正在载入报告格式…', 'Loading the form…'],
  localData: ['本机数据…', 'Data on this computer…'],
  localHead: ['本机数据', 'Data on this computer'],
  localWhat: ['填写的内容、上年报告、图片和审签记录存放在本机的这个浏览器中，没有发送到其他机器；服务只在检查和生成文件时读取，不留存。',
    'What you typed, last year’s report, pictures and the sign-off are stored in this browser on this computer and sent to no other machine; the service reads them only to check the report and to make documents, and keeps none of it.'],
  localShared: ['多人共用本机的，请先用“保存 YAML”保存，再清除本机数据。清除后不能恢复。',
    'If others use this computer, save your work with “Save YAML” first, then clear the data. This cannot be undone.'],
  clearLocal: ['清除本机数据', 'Clear the data'],
  notCleared: ['本机数据没有全部清除，请关闭本服务的其他窗口后重试。', 'Some data could not be cleared; close the other windows of this service and try again.'],
  close: ['关闭', 'Close'],
  tokenHead: ['需要访问码', 'Access token required'],
  tokenWhy: ['请输入管理员给的访问码，关闭本页后要重新输入。', 'Enter the access token from your administrator. It is forgotten when this page is closed.'],
  tokenWrong: ['访问码不正确，请重新输入。', 'Wrong token; try again.'],
  token: ['访问码', 'Access token'],
  ok: ['确定', 'OK'],
  later: ['以后再说', 'Later'],
  draft: ['草稿', 'draft'],
  fileName: ['{title}', '{issuer}-{year}-{family}'],
  dropHere: ['松开即打开', 'Drop to open'],
};

let lang = 'zh';

/** The language of the page, `zh` or `en`. */
export const language = () => lang;

/** Of a text in both languages, `[zh, en]`, the one for the page. */
export const pick = ([zh, en]) => (lang === 'en' ? en : zh);

/** A word, with `{name}` filled in. */
export function word(key, values = {}) {
  const text = pick(WORDS[key] ?? [key, key]);
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** Sets the language and the words that are in the page already. */
export function speak(to) {
  lang = to === 'en' ? 'en' : 'zh';
  document.documentElement.lang = lang === 'en' ? 'en' : 'zh-CN';
  document.title = word('brand');
  for (const node of document.querySelectorAll('[data-word]')) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll('[data-word-label]')) node.setAttribute('aria-label', word(node.dataset.wordLabel));
  for (const node of document.querySelectorAll('[data-word-title]')) node.title = word(node.dataset.wordTitle);
  const other = document.getElementById('lang');
  other.textContent = lang === 'en' ? '中文' : 'English';
  other.lang = lang === 'en' ? 'zh-CN' : 'en';
}
