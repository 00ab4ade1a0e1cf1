/** Reads TypeScript declarations for the schema: their types in Pulumi's words, and their documentation. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";

/** A type of Pulumi's schema: https://www.pulumi.com/docs/iac/using-pulumi/pulumi-packages/schema */
export type TypeSpec =
  | { type: "string" | "boolean" | "number" | "integer" }
  | { type: "array"; items: TypeSpec }
  | { type: "object"; additionalProperties: TypeSpec }
  | { $ref: string };

export interface Member {
  name: string;
  type: TypeSpec;
  isOptional: boolean;
  description?: string;
  deprecationMessage?: string;
}

/** Types that are objects with members of their own, by name. */
export type NamedTypes = Map<string, { description?: string; members: Member[] }>;

type Declared = ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration;

export const ANY: TypeSpec = { $ref: "pulumi.json#/Any" };

const FROM_ENVIRONMENT =
  "In place of a value, `{ fromEnvironment: NAME }` stands for what that environment variable holds: it never enters the state.";

export class Declarations {
  readonly #declared = new Map<string, Declared>();
  /** The named types that have been met so far. */
  readonly types: NamedTypes = new Map();
  readonly #tokenOf: (name: string) => string;

  /** Reads the declarations of these files below `folder`. `tokenOf` makes the token of a named type. */
  constructor(folder: string, files: readonly string[], tokenOf: (name: string) => string) {
    this.#tokenOf = tokenOf;
    for (const file of files) {
      const text = readFileSync(join(folder, file), "utf8");
      for (const node of ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true).statements) {
        if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node)) {
          if (node.name) this.#declared.set(node.name.text, node);
        }
      }
    }
  }

  /** The members of an interface or class that are no methods. */
  membersOf(name: string): Member[] {
    const node = this.#find(name);
    if (ts.isTypeAliasDeclaration(node)) throw new Error(`${name} is no interface`);
    return this.#members(name, node.members);
  }

  /** The methods of an interface: each has one argument, and its result is a promise. */
  methodsOf(name: string): Array<{ name: string; argument: string; result: string; description?: string }> {
    const node = this.#find(name);
    if (!ts.isInterfaceDeclaration(node)) throw new Error(`${name} is no interface`);
    return node.members.filter(ts.isMethodSignature).map((method) => ({
      name: method.name.getText(),
      argument: method.parameters[0]?.type?.getText() ?? "",
      result: /^Promise<(\w+)>$/.exec(method.type?.getText() ?? "")?.[1] ?? "",
      ...described(method),
    }));
  }

  descriptionOf = (name: string): string | undefined => described(this.#find(name)).description;

  #find(name: string): Declared {
    const node = this.#declared.get(name);
    if (!node) throw new Error(`There is no declaration of ${name} in the files that the schema is made of`);
    return node;
  }

  #members(owner: string, nodes: ts.NodeArray<ts.TypeElement | ts.ClassElement>): Member[] {
    return nodes.flatMap((node) => {
      if (!(ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)) || !node.type) return [];
      if (ts.isPrivateIdentifier(node.name)) return [];
      const name = node.name.getText();
      const { description, ...rest } = described(node);
      const text = [description, this.#mentions(node.type, "SecretFromEnvironment") && FROM_ENVIRONMENT]
        .filter(Boolean)
        .join("\n\n");
      return [
        {
          name,
          type: this.#typeOf(node.type, owner + capitalized(name)),
          isOptional: node.questionToken !== undefined,
          ...(text && { description: text }),
          ...rest,
        },
      ];
    });
  }

  /** `place` names a type that has no name of its own. */
  #typeOf(node: ts.TypeNode, place: string): TypeSpec {
    switch (node.kind) {
      case ts.SyntaxKind.StringKeyword:
        return { type: "string" };
      case ts.SyntaxKind.BooleanKeyword:
        return { type: "boolean" };
      case ts.SyntaxKind.NumberKeyword:
        return { type: "number" };
      case ts.SyntaxKind.UnknownKeyword:
        return ANY;
    }
    if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return this.#typeOf(node.type, place);
    if (ts.isArrayTypeNode(node)) return { type: "array", items: this.#typeOf(node.elementType, place) };
    if (ts.isLiteralTypeNode(node)) return { type: ts.isStringLiteral(node.literal) ? "string" : "boolean" };
    if (ts.isIntersectionTypeNode(node) && node.types[0]) return this.#typeOf(node.types[0], place);
    if (ts.isUnionTypeNode(node)) return this.#union(node, place);
    if (ts.isTypeLiteralNode(node)) return this.#literal(node, place);
    if (ts.isTypeReferenceNode(node)) return this.#reference(node, place);
    throw new Error(`${place}: the schema has no type for ${node.getText()}`);
  }

  /** A list or one string is a list: unions are awkward in most languages. Any other choice is open. */
  #union(node: ts.UnionTypeNode, place: string): TypeSpec {
    const members = node.types.filter((type) => type.kind !== ts.SyntaxKind.UndefinedKeyword && !isNull(type));
    const types = members.map((type) => this.#typeOf(type, place));
    const distinct = [...new Map(types.map((type) => [JSON.stringify(type), type])).values()];
    const [first = ANY] = distinct;
    if (distinct.length === 1) return first;
    const lists = distinct.filter((type) => "items" in type);
    const isListOrOne = lists.length === 1 && distinct.length === 2 && distinct.some((one) => sameAs(lists[0], one));
    return isListOrOne && lists[0] ? lists[0] : ANY;
  }

  #literal(node: ts.TypeLiteralNode, place: string): TypeSpec {
    const [index] = node.members.filter(ts.isIndexSignatureDeclaration);
    if (index) return { type: "object", additionalProperties: this.#typeOf(index.type, place) };
    return this.#named(place, () => ({ members: this.#members(place, node.members) }));
  }

  #reference(node: ts.TypeReferenceNode, place: string): TypeSpec {
    const name = node.typeName.getText();
    const [argument] = node.typeArguments ?? [];
    if (/^pulumi\.(Input|Output)$/.test(name) && argument) return this.#typeOf(argument, place);
    const declared = this.#find(name);
    if (ts.isTypeAliasDeclaration(declared)) return this.#typeOf(declared.type, place);
    return this.#named(name.replace(/Args$/, ""), () => ({
      ...described(declared),
      members: this.#members(name.replace(/Args$/, ""), declared.members),
    }));
  }

  #named(name: string, read: () => { description?: string; members: Member[] }): TypeSpec {
    if (!this.types.has(name)) {
      this.types.set(name, { members: [] });
      this.types.set(name, read());
    }
    return { $ref: `#/types/${this.#tokenOf(name)}` };
  }

  #mentions(node: ts.TypeNode, name: string): boolean {
    if (ts.isTypeReferenceNode(node)) {
      const referred = node.typeName.getText();
      if (referred === name) return true;
      const declared = this.#declared.get(referred);
      if (declared && ts.isTypeAliasDeclaration(declared) && this.#mentions(declared.type, name)) return true;
    }
    let found = false;
    ts.forEachChild(node, (child) => {
      // The fields of a named type are documented there.
      if (ts.isTypeNode(child) || ts.isIndexSignatureDeclaration(child)) {
        found ||= this.#mentions(child as ts.TypeNode, name);
      }
    });
    return found;
  }
}

const isNull = (type: ts.TypeNode): boolean =>
  ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword;

const sameAs = (list: TypeSpec | undefined, one: TypeSpec): boolean =>
  list !== undefined && "items" in list && JSON.stringify(list.items) === JSON.stringify(one);

const capitalized = (name: string): string => `${name[0]?.toUpperCase() ?? ""}${name.slice(1)}`;

/** Without examples, which are TypeScript. */
function described(node: ts.Node): { description?: string; deprecationMessage?: string } {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = plain(comment?.comment)
    .split("\n\n")
    .filter((paragraph) => !/```|:$/.test(paragraph))
    .join("\n\n");
  const deprecated = ts.getJSDocDeprecatedTag(node);
  return {
    ...(text && { description: text }),
    ...(deprecated && { deprecationMessage: plain(deprecated.comment) }),
  };
}

/** Lines of one paragraph joined. */
const plain = (comment: Parameters<typeof ts.getTextOfJSDocComment>[0]): string =>
  (ts.getTextOfJSDocComment(comment) ?? "").trim().replace(/([^\n])\n(?!\n)/g, "$1 ");
