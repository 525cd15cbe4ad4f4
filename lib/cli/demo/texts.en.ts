export const en = {
  whatItIs: 'This is a demonstration: a lab on this machine (127.0.0.1) with planted faults.',
  whatNext:
    'As a page or a ticket: --html FILE, --markdown. Something real: gatewatch check --region ap-northeast-2',
};
export type DemoTexts = Readonly<typeof en>;
