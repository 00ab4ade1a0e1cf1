/** The parsers of `src/api`. What must not compile stands under `@ts-expect-error`: `npm run types` fails if it does. */
import { z } from "zod";
import { pageOf } from "../../../src/api/page";
import { parserOf } from "../../../src/api/parser";

interface Thing {
  id: string;
  owner?: { name: string; email?: string | undefined } | null | undefined;
  parts?: Array<{ size?: number | undefined }> | undefined;
  either: { all: string[] } | { none: string[] };
  more?: Record<string, unknown> | undefined;
}

const owner = z.object({ name: z.string(), email: z.string().optional() }).nullable().optional();
const parts = z.array(z.object({ size: z.number().optional() })).optional();
const either = z.union([z.object({ all: z.array(z.string()) }), z.object({ none: z.array(z.string()) })]);
const more = z.record(z.string(), z.unknown()).optional();

it("parses by a schema that reads all of a type", () => {
  const thing = { id: "1", owner: { name: "me" }, parts: [{ size: 2 }], either: { none: ["a"] }, more: { a: 1 } };
  const parse = parserOf<Thing>()(z.object({ id: z.string(), owner, parts, either, more }));
  expect(parse({ ...thing, unknown: true })).toEqual(thing);
});

it("takes no schema that leaves out a field, at any depth", () => {
  const id = z.string();
  const parsers = [
    // @ts-expect-error owner is not read
    parserOf<Thing>()(z.object({ id, parts, either, more })),
    // @ts-expect-error owner.email is not read
    parserOf<Thing>()(z.object({ id, owner: z.object({ name: z.string() }).optional(), parts, either, more })),
    // @ts-expect-error parts.size is not read
    parserOf<Thing>()(z.object({ id, owner, parts: z.array(z.object({ colour: z.string() })), either, more })),
    // @ts-expect-error either.none is not read
    parserOf<Thing>()(z.object({ id, owner, parts, either: z.object({ all: z.array(z.string()) }), more })),
    // @ts-expect-error more is not read
    parserOf<Thing>()(z.object({ id, owner, parts, either })),
  ];
  expect(parsers).toHaveLength(5);
});

it("reads a page of any item", () => {
  const page = { items: [{ id: "1" }], next_cursor: null, total_pages: 1, current_page: 1, total_items: 1 };
  expect(pageOf(z.object({ id: z.string() })).parse(page)).toEqual(page);
});
