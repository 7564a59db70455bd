import {
  ArrowLeft,
  ArrowUp,
  Check,
  CheckCheck,
  ChevronDown,
  ChevronLeft,
  ChevronRight,
  ChevronUp,
  CircleAlert,
  CircleHelp,
  Clock,
  CloudOff,
  Download,
  File,
  Image,
  Inbox,
  Info,
  type LucideIcon,
  Moon,
  Paperclip,
  Plus,
  RefreshCw,
  Search,
  Settings,
  SquarePen,
  TriangleAlert,
  X,
} from "lucide-react";
import type { ReactNode } from "react";

const drawn = {
  accepted: Clock,
  alert: CircleAlert,
  attach: Paperclip,
  away: Moon,
  back: ArrowLeft,
  unfold: ChevronDown,
  fold: ChevronUp,
  add: Plus,
  search: Search,
  save: Download,
  close: X,
  delivered: CheckCheck,
  download: Download,
  file: File,
  help: CircleHelp,
  info: Info,
  jump: ChevronDown,
  left: Inbox,
  next: ChevronRight,
  offline: CloudOff,
  picture: Image,
  previous: ChevronLeft,
  queued: Clock,
  refresh: RefreshCw,
  send: ArrowUp,
  sent: Check,
  settings: Settings,
  warning: TriangleAlert,
  write: SquarePen,
} as const satisfies Record<string, LucideIcon>;

export type IconName = keyof typeof drawn;

/** An icon beside a word that says the same: hidden from assistive technology. Size in CSS pixels. */
export const Icon = ({ name, size = 16 }: { name: IconName; size?: number }): ReactNode => {
  const Drawn = drawn[name];
  return <Drawn size={size} strokeWidth={1.75} aria-hidden className="icon" />;
};
