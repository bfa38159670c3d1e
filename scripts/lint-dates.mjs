/**
 * Lint rule: `new Date(…)` with arguments guesses at zones and formats.
 * Days are computed in src/domain/days.ts, text is read and written by the places that .oxlintrc.json names.
 */
const noDateFromArguments = {
  create(context) {
    return {
      NewExpression(node) {
        if (node.callee.type !== 'Identifier' || node.callee.name !== 'Date' || node.arguments.length === 0) return;
        context.report({
          node,
          message:
            'new Date(…) guesses at zones and formats. Compute days in src/domain/days.ts; keep moments as epoch milliseconds.',
        });
      },
    };
  },
};

export default {
  meta: { name: 'timebox' },
  rules: { 'no-date-from-arguments': noDateFromArguments },
};
