/** What an expression is worth in one period; undefined where it has no datapoint. */
export type MathExpression = (valueIn: (id: string) => number | undefined) => number | undefined;

/**
 * Reads metric math of the forms that gatewatch's alarms use: numbers, metric ids, `FILL(id, number)`, sums, `a > b`,
 * `IF(condition, a, b)` and `MAX([a, b])`.
 * Source: CloudWatch User Guide, "Using math expressions with CloudWatch metrics". Of a sum "missing values in a time
 * series are treated as 0" (basic arithmetic functions); where no term has a datapoint there is none. IF "is dropped
 * if the corresponding data point in metric1 does not exist".
 *
 * @throws for anything else
 */
export function parseMath(text: string): MathExpression {
  const tokens = text.match(/[A-Za-z][A-Za-z0-9_]*|\d+(?:\.\d+)?|\S/g) ?? [];
  let at = 0;
  const fail = (): never => {
    throw new Error(`not metric math of our form, at "${tokens.slice(at).join(' ')}": ${text}`);
  };
  const take = (wanted?: string): string => {
    const token = tokens[at];
    if (token === undefined || (wanted !== undefined && token !== wanted)) return fail();
    at += 1;
    return token;
  };

  function list(): readonly MathExpression[] {
    const items = [comparison()];
    while (tokens[at] === ',') {
      take(',');
      items.push(comparison());
    }
    return items;
  }

  function call(name: string): MathExpression {
    take('(');
    const isArray = tokens[at] === '[';
    if (isArray) take('[');
    const items = list();
    if (isArray) take(']');
    take(')');
    const [first, second, third, ...rest] = items;
    if (rest.length > 0 || first === undefined) return fail();
    if (name === 'FILL' && second !== undefined && third === undefined)
      return (valueIn) => first(valueIn) ?? second(valueIn);
    if (name === 'IF' && second !== undefined && third !== undefined)
      return (valueIn) => {
        const condition = first(valueIn);
        if (condition === undefined) return undefined;
        return condition === 0 ? third(valueIn) : second(valueIn);
      };
    if (name === 'MAX' && isArray)
      return (valueIn) => {
        const values = items.flatMap((item) => item(valueIn) ?? []);
        return values.length === 0 ? undefined : Math.max(...values);
      };
    return fail();
  }

  function term(): MathExpression {
    const token = take();
    if (/^\d/.test(token)) return () => Number(token);
    if (!/^[A-Za-z]/.test(token)) return fail();
    if (tokens[at] === '(') return call(token);
    return (valueIn) => valueIn(token);
  }

  function sum(): MathExpression {
    const begins = at;
    const first = term();
    if (tokens[at] !== '+') return first;
    const terms = [first];
    // A number has a value in every period; what the guide says of missing values is said of time series.
    if (/^\d/.test(tokens[begins] ?? '')) fail();
    while (tokens[at] === '+') {
      take('+');
      if (/^\d/.test(tokens[at] ?? '')) fail();
      terms.push(term());
    }
    return (valueIn) => {
      const values = terms.flatMap((one) => one(valueIn) ?? []);
      return values.length === 0 ? undefined : values.reduce((total, value) => total + value, 0);
    };
  }

  function comparison(): MathExpression {
    const left = sum();
    if (tokens[at] !== '>') return left;
    take('>');
    const right = sum();
    return (valueIn) => {
      const [a, b] = [left(valueIn), right(valueIn)];
      return a === undefined || b === undefined ? undefined : Number(a > b);
    };
  }

  const expression = comparison();
  if (at < tokens.length) fail();
  return expression;
}
