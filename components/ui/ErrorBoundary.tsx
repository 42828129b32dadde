import { Component, type ReactNode } from 'react';

interface Props {
  /** What stands instead, with what went wrong. */
  instead: (problem: string) => ReactNode;
  children: ReactNode;
}

/** A mistake of ours in drawing a page is said on it, instead of leaving it blank. */
export class ErrorBoundary extends Component<Props, { problem: string | null }> {
  override state: { problem: string | null } = { problem: null };

  static getDerivedStateFromError(error: unknown): { problem: string } {
    return { problem: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }

  override render(): ReactNode {
    return this.state.problem === null ? this.props.children : this.props.instead(this.state.problem);
  }
}
