/**
 * A team as a graph: buttons on top of one SVG of edges. Hand-written instead of a graph library, because the graph
 * is static, has about a dozen nodes, must fit a narrow window and must be readable as a list.
 */
import { useId, useMemo, useRef } from 'react';
import { useElementSize } from '../../../ui/hooks/use-element-size.ts';
import type { Component } from '../component/component-json.ts';
import { isTeam } from '../component/component-json.ts';
import type { GraphLayout, PlacedEdge } from './graph-layout.ts';
import { layoutGraph } from './graph-layout.ts';
import { NodeIcon } from './node-icon.tsx';
import type { GraphNode, TeamGraph } from './team-graph.ts';
import { describeGraph, isCondition, teamGraph } from './team-graph.ts';
import { t } from '../../../language/translate.ts';
import './team-graph.css';

interface TeamGraphViewProps {
  readonly team: Component;
  /** The names of those who speak now; they are highlighted. */
  readonly speaking?: readonly string[];
  /** Called with the index of the selected member; null for the team itself. */
  readonly onOpen?: (index: number | null) => void;
}

export function TeamGraphView({ team, speaking = [], onOpen }: TeamGraphViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const graph = useMemo(() => teamGraph(team), [team]);
  const layout = useMemo(() => layoutGraph(graph, width), [graph, width]);
  return (
    <div className="team-graph">
      <div className="team-graph-frame" ref={frame} tabIndex={layout.width > width ? 0 : undefined}>
        {width === 0 ? null : (
          <div className="team-graph-board" style={{ width: layout.width, height: layout.height }}>
            <Lines layout={layout} />
            {layout.nodes.map(({ id, x, y }) => {
              const node = graph.nodes.find((each) => each.id === id);
              if (node === undefined) return null;
              return (
                <Node
                  key={id}
                  node={node}
                  starts={graph.starts.includes(id)}
                  speaking={speaking.includes(node.name)}
                  place={{ left: x, top: y, width: layout.nodeWidth, height: layout.nodeHeight }}
                  onOpen={onOpen}
                />
              );
            })}
          </div>
        )}
      </div>
      {isTeam(team) ? <GraphDescription graph={graph} /> : null}
    </div>
  );
}

interface NodeProps {
  readonly node: GraphNode;
  readonly starts: boolean;
  readonly speaking: boolean;
  readonly place: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  readonly onOpen: TeamGraphViewProps['onOpen'];
}

function Node({ node, starts, speaking, place, onOpen }: NodeProps) {
  const content = (
    <>
      <NodeIcon kind={node.kind} />
      <span className="team-graph-name" dir="auto">
        {node.name}
      </span>
      {starts ? <span className="team-graph-start">{t('begins')}</span> : null}
      {speaking ? <span className="sr-only">{t('speaks now')}</span> : null}
    </>
  );
  const common = {
    className: 'team-graph-node',
    style: place,
    'data-kind': node.kind,
    'data-speaking': speaking || undefined,
  };
  if (onOpen === undefined) return <div {...common}>{content}</div>;
  return (
    <button type="button" {...common} onClick={() => onOpen(node.index)}>
      {content}
    </button>
  );
}

function Lines({ layout }: { readonly layout: GraphLayout }) {
  const arrow = useId();
  const { width, height, edges } = layout;
  return (
    <svg width={width} height={height} aria-hidden className="team-graph-lines">
      <defs>
        <marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0,0 L8,4 L0,8 z" />
        </marker>
      </defs>
      {edges.map((placed, at) => (
        <Line key={`${at} ${placed.edge.from} ${placed.edge.to}`} placed={placed} arrow={arrow} />
      ))}
    </svg>
  );
}

function Line({ placed, arrow }: { readonly placed: PlacedEdge; readonly arrow: string }) {
  const { edge, line, middle } = placed;
  return (
    <>
      <path d={line} className="team-graph-line" markerEnd={`url(#${arrow})`} />
      {isCondition(edge) ? (
        <text x={middle.x} y={middle.y - 5} className="team-graph-label">
          {edge.label.length > 15 ? `${edge.label.slice(0, 13)}…” ` : edge.label}
        </text>
      ) : null}
    </>
  );
}

function GraphDescription({ graph }: { readonly graph: TeamGraph }) {
  return (
    <ul className="team-graph-words" aria-label={t('Who speaks to whom')}>
      {describeGraph(graph).map(({ node, text }) => (
        <li key={node.id}>
          <strong dir="auto">{node.name}</strong> {text}
        </li>
      ))}
    </ul>
  );
}
