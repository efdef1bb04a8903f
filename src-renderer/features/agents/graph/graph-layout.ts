/**
 * Lays out a small graph in layers by distance from the start, and routes its edges. Pure and deterministic; sizes
 * are CSS pixels.
 */
import type { GraphEdge, TeamGraph } from './team-graph.ts';
import { isCondition } from './team-graph.ts';

export interface PlacedNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge {
  readonly edge: GraphEdge;
  /** An SVG path. */
  readonly line: string;
  /** The midpoint of the line, for its label. */
  readonly middle: { readonly x: number; readonly y: number };
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly nodeWidth: number;
  readonly nodeHeight: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

const NODE_HEIGHT = 46;
const MAX_NODE_WIDTH = 190;
const MIN_NODE_WIDTH = 96;
/** Layers run across the page when nodes can be at least this wide. */
const MIN_WIDTH_ACROSS = 112;
/** Gaps between layers, and between nodes of one layer. */
const LAYER_GAP = 64;
const NODE_GAP = 22;
/** Gap between layers when edges have labels. */
const LABELLED_LAYER_GAP = 92;
/** Margins for edges that go around the nodes; at the sides when edges have labels. */
const MARGIN = 44;
const LABELLED_MARGIN = 100;

/** Lays out a graph for a width. Layers run down the page, or across it when they fit. */
export function layoutGraph(graph: TeamGraph, width: number): GraphLayout {
  const layers = orderLayers(layersOf(graph), graph.edges);
  const most = Math.max(1, ...layers.map((layer) => layer.length));
  const labelled = graph.edges.some(isCondition);
  const layerGap = labelled ? LABELLED_LAYER_GAP : LAYER_GAP;
  const across = layers.length * (MIN_WIDTH_ACROSS + layerGap) + 2 * MARGIN <= width;
  const cells = across ? layers.length : most;
  const gap = across ? layerGap : NODE_GAP;
  const side = labelled && !across ? LABELLED_MARGIN : MARGIN;
  const room = Math.max(width, 0) - 2 * side - gap * (cells - 1);
  const nodeWidth = Math.round(Math.min(MAX_NODE_WIDTH, Math.max(MIN_NODE_WIDTH, room / cells)));
  const used = Math.max(width, cells * nodeWidth + gap * (cells - 1) + 2 * side);
  const nodes = across
    ? placeAcross(layers, { nodeWidth, width: used, most, gap })
    : placeDown(layers, nodeWidth, used - (side - MARGIN));
  const height =
    2 * MARGIN +
    (across
      ? most * NODE_HEIGHT + (most - 1) * NODE_GAP
      : layers.length * NODE_HEIGHT + (layers.length - 1) * LAYER_GAP);
  const places = new Map(nodes.map((node) => [node.id, node]));
  const size = { width: nodeWidth, height: NODE_HEIGHT };
  const levels = new Map(layers.flatMap((layer, level) => layer.map((id) => [id, level] as const)));
  const edges = graph.edges.flatMap((edge) => {
    const from = places.get(edge.from);
    const to = places.get(edge.to);
    if (from === undefined || to === undefined) return [];
    const span = (levels.get(edge.to) ?? 0) - (levels.get(edge.from) ?? 0);
    const bidirectional = graph.edges.some((other) => other.from === edge.to && other.to === edge.from);
    return [{ edge, ...routeEdge(from, to, size, { across, span, bidirectional, side }) }];
  });
  return { width: used, height, nodeWidth, nodeHeight: NODE_HEIGHT, nodes, edges };
}

/** Layers by the longest path from a start; back edges do not count. */
function layersOf(graph: TeamGraph): string[][] {
  const forward = forwardEdges(graph);
  const levels = new Map<string, number>();
  const levelOf = (id: string): number => {
    const known = levels.get(id);
    if (known !== undefined) return known;
    const before = forward.filter(({ to }) => to === id).map(({ from }) => levelOf(from));
    const level = Math.max(-1, ...before) + 1;
    levels.set(id, level);
    return level;
  };
  const layers: string[][] = [];
  for (const { id } of graph.nodes) (layers[levelOf(id)] ??= []).push(id);
  return layers.filter((layer) => layer !== undefined);
}

/** The edges without back edges, found by a depth-first walk from the starts. */
function forwardEdges({ nodes, edges, starts }: TeamGraph): GraphEdge[] {
  const seen = new Set<string>();
  const under = new Set<string>();
  const forward: GraphEdge[] = [];
  const walk = (id: string): void => {
    seen.add(id);
    under.add(id);
    for (const edge of edges) {
      if (edge.from !== id || under.has(edge.to)) continue;
      forward.push(edge);
      if (!seen.has(edge.to)) walk(edge.to);
    }
    under.delete(id);
  };
  for (const id of [...starts, ...nodes.map((node) => node.id)]) if (!seen.has(id)) walk(id);
  return forward;
}

/** Orders the nodes of each layer by their predecessors, so that fewer edges cross. */
function orderLayers(layers: readonly string[][], edges: readonly GraphEdge[]): string[][] {
  const done: string[][] = [];
  for (const layer of layers) {
    const before = done.at(-1) ?? [];
    const weight = (id: string): number => {
      const from = edges.filter((edge) => edge.to === id && before.includes(edge.from));
      if (from.length === 0) return layer.indexOf(id);
      return from.reduce((sum, edge) => sum + before.indexOf(edge.from), 0) / from.length;
    };
    done.push(layer.toSorted((one, other) => weight(one) - weight(other)));
  }
  return done;
}

function placeDown(layers: readonly string[][], nodeWidth: number, width: number): PlacedNode[] {
  return layers.flatMap((layer, level) => {
    const whole = layer.length * nodeWidth + (layer.length - 1) * NODE_GAP;
    return layer.map((id, index) => ({
      id,
      x: Math.round((width - whole) / 2 + index * (nodeWidth + NODE_GAP)),
      y: MARGIN + level * (NODE_HEIGHT + LAYER_GAP),
    }));
  });
}

interface Across {
  readonly nodeWidth: number;
  readonly width: number;
  /** The number of nodes in the fullest layer. */
  readonly most: number;
  /** The gap between layers. */
  readonly gap: number;
}

function placeAcross(layers: readonly string[][], { nodeWidth, width, most, gap }: Across): PlacedNode[] {
  const whole = layers.length * nodeWidth + (layers.length - 1) * gap;
  const height = most * NODE_HEIGHT + (most - 1) * NODE_GAP;
  return layers.flatMap((layer, level) => {
    const own = layer.length * NODE_HEIGHT + (layer.length - 1) * NODE_GAP;
    return layer.map((id, index) => ({
      id,
      x: Math.round((width - whole) / 2 + level * (nodeWidth + gap)),
      y: Math.round(MARGIN + (height - own) / 2 + index * (NODE_HEIGHT + NODE_GAP)),
    }));
  });
}

interface Size {
  readonly width: number;
  readonly height: number;
}
interface Route {
  readonly across: boolean;
  /** How many layers the edge spans; below 1 it goes back or sideways. */
  readonly span: number;
  /** Whether there is an edge in the opposite direction; each then keeps to its own side. */
  readonly bidirectional: boolean;
  /** How far an edge that goes around swings out. */
  readonly side: number;
}

function routeEdge(
  from: PlacedNode,
  to: PlacedNode,
  size: Size,
  route: Route,
): Pick<PlacedEdge, 'line' | 'middle'> {
  if (from.id === to.id) return loopCurve(from, size);
  // Computed for layers that run down; for layers across the page the axes are swapped.
  const one = boxOf(from, size, route.across);
  const other = boxOf(to, size, route.across);
  const points =
    route.span === 1 ? forwardCurve(one, other, route.bidirectional) : outerCurve(one, other, route);
  const [a, b, c, d] = points.map((point) => (route.across ? { x: point.y, y: point.x } : point));
  if (a === undefined || b === undefined || c === undefined || d === undefined)
    return { line: '', middle: from };
  return {
    line: `M${a.x},${a.y} C${b.x},${b.y} ${c.x},${c.y} ${d.x},${d.y}`,
    middle: { x: (a.x + 3 * b.x + 3 * c.x + d.x) / 8, y: (a.y + 3 * b.y + 3 * c.y + d.y) / 8 },
  };
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: number;
  readonly y: number;
}

function boxOf({ x, y }: PlacedNode, { width, height }: Size, swapped: boolean): Box {
  const [left, top, wide, high] = swapped ? [y, x, height, width] : [x, y, width, height];
  return { left, top, right: left + wide, bottom: top + high, x: left + wide / 2, y: top + high / 2 };
}

/** From the lower side of a node to the upper side of one in the next layer. */
function forwardCurve(one: Box, other: Box, bidirectional: boolean) {
  const shift = bidirectional ? Math.min(14, (one.right - one.left) / 6) : 0;
  const from = { x: one.x - shift, y: one.bottom };
  const to = { x: other.x - shift, y: other.top };
  const bend = (to.y - from.y) / 2;
  return [from, { x: from.x, y: from.y + bend }, { x: to.x, y: to.y - bend }, to];
}

/**
 * An edge back, over several layers, or sideways: it goes around on the right; one that goes back by one layer
 * returns on the left.
 */
function outerCurve(one: Box, other: Box, { span, side: out }: Route) {
  if (span === -1) {
    const shift = Math.min(14, (one.right - one.left) / 6);
    const from = { x: one.x + shift, y: one.top };
    const to = { x: other.x + shift, y: other.bottom };
    const bend = (from.y - to.y) / 2;
    return [from, { x: from.x, y: from.y - bend }, { x: to.x, y: to.y + bend }, to];
  }
  if (span === 0) return sidewaysCurve(one, other);
  const side = Math.max(one.right, other.right) + out;
  return [
    { x: one.right, y: one.y },
    { x: side, y: one.y },
    { x: side, y: other.y },
    { x: other.right, y: other.y },
  ];
}

/** A straight line to a neighbour; an arc below over others. */
function sidewaysCurve(one: Box, other: Box) {
  const [from, to] = one.x < other.x ? [one.right, other.left] : [one.left, other.right];
  if (Math.abs(to - from) <= NODE_GAP) {
    const [a, b] = [
      { x: from, y: one.y },
      { x: to, y: other.y },
    ];
    return [a, a, b, b];
  }
  const low = one.bottom + LAYER_GAP * 0.6;
  return [
    { x: one.x, y: one.bottom },
    { x: one.x, y: low },
    { x: other.x, y: low },
    { x: other.x, y: other.bottom },
  ];
}

function loopCurve({ x, y }: PlacedNode, { width }: Size): Pick<PlacedEdge, 'line' | 'middle'> {
  const left = x + width / 2 - 14;
  const right = x + width / 2 + 14;
  return {
    line: `M${left},${y} C${left - 10},${y - 34} ${right + 10},${y - 34} ${right},${y}`,
    middle: { x: x + width / 2, y: y - 26 },
  };
}
